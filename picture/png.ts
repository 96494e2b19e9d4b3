/**
 * Encodes and decodes PNG without a canvas: a canvas may convert between colour spaces, and browsers that resist
 * fingerprinting alter what it returns, but a face has to keep its pixels.
 *
 * PNG specification, third edition (W3C, 2025): 8-bit RGB and RGBA without interlacing.
 */
import { type Bytes, bigEndian, joinBytes, readBigEndian } from './bytes.ts';
import { isPng, PNG_SIGNATURE, pngChunk, pngChunks } from './png/chunks.ts';
import { deflate } from './png/deflate.ts';
import { filterPaeth, unfilter } from './png/filters.ts';

const BIT_DEPTH = 8;
/** PNG's colour types by the number of channels. */
const COLOUR_TYPE = { 3: 2, 4: 6 } as const;
const CHANNELS: ReadonlyMap<number, number> = new Map([
  [COLOUR_TYPE[3], 3],
  [COLOUR_TYPE[4], 4],
]);
const OPAQUE = 255;

/** RGBA pixels, u8 [height, width, 4]. */
export type Pixels = { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> };

/** Writes a picture into a file of some format. */
export type Encode = (picture: Pixels) => Bytes;

/** @returns the bytes of a PNG file, the same in every engine: RGB where all pixels are opaque, RGBA otherwise */
export function encodePng({ width, height, data }: Pixels): Bytes {
  const channels = isOpaque(data) ? 3 : 4;
  const header = joinBytes([
    bigEndian(width, 4),
    bigEndian(height, 4),
    // The last three: the compression, the filters, and no interlacing.
    Uint8Array.of(BIT_DEPTH, COLOUR_TYPE[channels], 0, 0, 0),
  ]);
  const raw = channels === 3 ? withoutAlpha(data) : data;
  return joinBytes([
    PNG_SIGNATURE,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflate(filterPaeth(raw, width * channels, channels))),
    pngChunk('IEND', new Uint8Array()),
  ]);
}

/**
 * @param file the bytes of a PNG file, 8-bit RGB or RGBA, not interlaced; checksums are not verified
 * @throws RangeError for any other file
 */
export async function decodePng(file: ArrayBuffer): Promise<Pixels> {
  const bytes = new Uint8Array(file);
  if (!isPng(bytes)) {
    throw new RangeError('not a PNG file');
  }
  const chunks = pngChunks(bytes);
  const { width, height, channels } = readHeader(chunks.find(({ type }) => type === 'IHDR')?.data);
  const body = joinBytes(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const filtered = await inflate(body).catch((cause) => {
    throw new RangeError('its pixels cannot be decompressed', { cause });
  });
  const raw = unfilter(filtered, height, width * channels, channels);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let from = 0, to = 0; to < data.length; from += channels, to += 4) {
    for (let channel = 0; channel < channels; channel++) {
      data[to + channel] = raw[from + channel] ?? 0;
    }
  }
  return { width, height, data };
}

function readHeader(header: Uint8Array = new Uint8Array()): {
  width: number;
  height: number;
  channels: number;
} {
  const [depth, colour, interlace] = [8, 9, 12].map((offset) => header[offset]);
  const channels = CHANNELS.get(colour ?? -1) ?? 0;
  if (depth !== BIT_DEPTH || channels === 0 || interlace !== 0) {
    throw new RangeError(`bit depth ${depth}, colour type ${colour}, interlace ${interlace}: not supported`);
  }
  return { width: readBigEndian(header, 0, 4), height: readBigEndian(header, 4, 4), channels };
}

function isOpaque(rgba: Uint8ClampedArray): boolean {
  for (let at = 3; at < rgba.length; at += 4) {
    if (rgba[at] !== OPAQUE) {
      return false;
    }
  }
  return true;
}

/** u8 [n, 4] → [n, 3] */
function withoutAlpha(rgba: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const rgb = new Uint8ClampedArray((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from] ?? 0;
    rgb[to + 1] = rgba[from + 1] ?? 0;
    rgb[to + 2] = rgba[from + 2] ?? 0;
  }
  return rgb;
}

async function inflate(bytes: Bytes): Promise<Bytes> {
  const output = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(output).arrayBuffer());
}
