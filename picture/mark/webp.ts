/** XMP in a WebP (WebP container specification, Google): a chunk of its own, which a flag in the header announces. */
import { type Bytes, joinBytes, littleEndian, readLittleEndian, spells, utf8 } from '../bytes.ts';
import type { Container } from './container.ts';

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

export const webp: Container = {
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
