/**
 * Writes into a PNG, WebP, JPEG, GIF, MP4 or WebM what it is (`xmp.ts`), and reads it: bytes in, bytes out, no pixel changes.
 *
 * XMP specification, part 3 (Adobe, 2020): where each format keeps it.
 */
import {
  type Bytes,
  bigEndian,
  joinBytes,
  littleEndian,
  readBigEndian,
  readLittleEndian,
  spells,
  utf8,
} from './bytes.ts';
import { findGifXmp, insertGifXmp, isGif } from './gif-xmp.ts';
import { findMp4Xmp, insertMp4Xmp, isMp4 } from './mp4-xmp.ts';
import { PNG_SIGNATURE, pngChunk, pngChunks } from './png-chunks.ts';
import { findWebmXmp, insertWebmXmp, isWebm } from './webm-xmp.ts';
import { type Mark, markFromXmp, xmpOf } from './xmp.ts';

/** How one format keeps XMP. */
type Container = {
  readonly matches: (file: Uint8Array) => boolean;
  /** The file with this XMP. */
  readonly insert: (file: Bytes, xmp: Bytes) => Bytes;
  /** The XMP of a file, of which there may be several. */
  readonly find: (file: Uint8Array) => Uint8Array[];
};

/** The keyword that XMP has in a PNG; afterwards: not compressed, and no language and no translated keyword. */
const PNG_KEYWORD = 'XML:com.adobe.xmp';
const PNG_XMP_HEAD = utf8(`${PNG_KEYWORD}\0\0\0\0\0`);
/** How to render colours that a screen does not have: 0, perceptual. */
const SRGB_INTENT = 0;

const png: Container = {
  matches: (file) => PNG_SIGNATURE.every((byte, i) => file[i] === byte),
  insert(file, xmp) {
    const [header, ...rest] = pngChunks(file);
    const after = header?.end ?? PNG_SIGNATURE.length;
    const declared = rest.some(({ type }) => type === 'sRGB' || type === 'iCCP');
    return joinBytes([
      file.subarray(0, after),
      ...(declared ? [] : [pngChunk('sRGB', Uint8Array.of(SRGB_INTENT))]),
      pngChunk('iTXt', joinBytes([PNG_XMP_HEAD, xmp])),
      file.subarray(after),
    ]);
  },
  find: (file) =>
    pngChunks(file)
      .filter(({ type, data }) => type === 'iTXt' && spells(data, 0, PNG_KEYWORD))
      .map(({ data }) => data.subarray(PNG_XMP_HEAD.length)),
};

/** A chunk of a RIFF file (WebP container specification, Google). */
type RiffChunk = { readonly type: string; readonly data: Uint8Array };

const RIFF_HEAD = 12;
const XMP_FLAG = 0x04;

function riffChunk(type: string, data: Uint8Array): Bytes {
  return joinBytes([utf8(type), littleEndian(data.length, 4), data, new Uint8Array(data.length % 2)]);
}

/** @throws RangeError where the end is missing */
function riffChunks(file: Uint8Array): RiffChunk[] {
  if (8 + readLittleEndian(file, 4, 4) > file.length) {
    throw new RangeError('the WebP is cut off');
  }
  const chunks: RiffChunk[] = [];
  for (let at = RIFF_HEAD; at + 8 <= file.length; ) {
    const length = readLittleEndian(file, at + 4, 4);
    const data = file.subarray(at + 8, at + 8 + length);
    chunks.push({ type: new TextDecoder().decode(file.subarray(at, at + 4)), data });
    at += 8 + length + (length % 2);
  }
  return chunks;
}

/** The header that a file with metadata begins with: flags, and the size less one. */
function extendedHeader(chunks: readonly RiffChunk[]): Bytes {
  const extended = chunks.find(({ type }) => type === 'VP8X');
  if (extended !== undefined) {
    const header = Uint8Array.from(extended.data);
    header[0] = (header[0] ?? 0) | XMP_FLAG;
    return header;
  }
  const lossy = chunks.find(({ type }) => type === 'VP8 ');
  if (lossy === undefined) {
    throw new RangeError(`the WebP has ${chunks.map(({ type }) => type).join(', ')}, expected VP8 or VP8X`);
  }
  // RFC 6386, section 9.1: after three bytes of tag and three of signature, 14 bits each; the upper two scale.
  const [width, height] = [6, 8].map((at) => readLittleEndian(lossy.data, at, 2) & 0x3fff);
  return joinBytes([
    littleEndian(XMP_FLAG, 4),
    littleEndian((width ?? 0) - 1, 3),
    littleEndian((height ?? 0) - 1, 3),
  ]);
}

const webp: Container = {
  matches: (file) => spells(file, 0, 'RIFF') && spells(file, 8, 'WEBP'),
  insert(file, xmp) {
    const chunks = riffChunks(file);
    const body = joinBytes([
      utf8('WEBP'),
      riffChunk('VP8X', extendedHeader(chunks)),
      ...chunks.filter(({ type }) => type !== 'VP8X').map(({ type, data }) => riffChunk(type, data)),
      riffChunk('XMP ', xmp),
    ]);
    return joinBytes([utf8('RIFF'), littleEndian(body.length, 4), body]);
  },
  find: (file) =>
    riffChunks(file)
      .filter(({ type }) => type === 'XMP ')
      .map(({ data }) => data),
};

/** JPEG's markers (ITU-T T.81, annex B): start of image, JFIF's and XMP's segments, start of scan. */
const JPEG_START = [0xff, 0xd8];
const APP0 = 0xe0;
const APP1 = 0xe1;
const START_OF_SCAN = 0xda;
const JPEG_XMP_HEAD = 'http://ns.adobe.com/xap/1.0/\0';

type Segment = { readonly marker: number; readonly data: Uint8Array; readonly end: number };

/** The segments before the compressed picture. */
function segments(file: Uint8Array): Segment[] {
  const found: Segment[] = [];
  for (let at = JPEG_START.length; at + 4 <= file.length && file[at] === 0xff; ) {
    const marker = file[at + 1] ?? 0;
    const end = at + 2 + Math.max(2, readBigEndian(file, at + 2, 2));
    if (marker === START_OF_SCAN) {
      break;
    }
    found.push({ marker, data: file.subarray(at + 4, end), end });
    at = end;
  }
  return found;
}

const jpeg: Container = {
  matches: (file) => JPEG_START.every((byte, i) => file[i] === byte),
  insert(file, xmp) {
    const [first] = segments(file);
    // JFIF's segment has to be the first one.
    const after = first?.marker === APP0 ? first.end : JPEG_START.length;
    const data = joinBytes([utf8(JPEG_XMP_HEAD), xmp]);
    return joinBytes([
      file.subarray(0, after),
      Uint8Array.of(0xff, APP1),
      bigEndian(data.length + 2, 2),
      data,
      file.subarray(after),
    ]);
  },
  find: (file) =>
    segments(file)
      .filter(({ marker, data }) => marker === APP1 && spells(data, 0, JPEG_XMP_HEAD))
      .map(({ data }) => data.subarray(JPEG_XMP_HEAD.length)),
};

const gif: Container = { matches: isGif, insert: insertGifXmp, find: findGifXmp };
const mp4: Container = { matches: isMp4, insert: insertMp4Xmp, find: findMp4Xmp };

const webm: Container = { matches: isWebm, insert: insertWebmXmp, find: findWebmXmp };

const CONTAINERS: readonly Container[] = [png, webp, jpeg, gif, mp4, webm];

/**
 * @param file the bytes of a PNG, WebP, JPEG, GIF, MP4 or WebM file without a mark
 * @returns the file with the mark, some 600 bytes longer, a WebM 700, a GIF 900. A PNG also says that its colours are sRGB, as the others are
 *   without saying so
 * @throws RangeError for a file of another format
 */
export function markPicture(file: Bytes, mark: Mark): Bytes {
  const container = CONTAINERS.find(({ matches }) => matches(file));
  if (container === undefined) {
    throw new RangeError('the file is no PNG, WebP, JPEG, GIF, MP4 or WebM');
  }
  return container.insert(file, utf8(xmpOf(mark)));
}

/** Whether a file begins as those do that can have a mark. */
export function isPicture(file: Uint8Array): boolean {
  return CONTAINERS.some(({ matches }) => matches(file));
}

/**
 * @param file the bytes of any file
 * @returns what the picture says of itself; `undefined` where it says nothing of a face, or the file is none of the six
 *   formats
 * @throws RangeError for a PNG, a WebP, an MP4 or a WebM that is cut off
 */
export function readMark(file: Uint8Array): Mark | undefined {
  const container = CONTAINERS.find(({ matches }) => matches(file));
  for (const xmp of container?.find(file) ?? []) {
    const mark = markFromXmp(new TextDecoder().decode(xmp));
    if (mark !== undefined) {
      return mark;
    }
  }
  return undefined;
}
