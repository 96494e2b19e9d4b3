/**
 * Encodes and decodes PNG without a canvas: a canvas may convert between colour spaces, and browsers that resist
 * fingerprinting alter what it returns, but a face has to keep its pixels.
 *
 * PNG specification, third edition (W3C, 2025): 8-bit RGB and RGBA without interlacing.
 */
import { crc32 } from './crc32.ts';
import { filterPaeth, unfilter } from './png-filters.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
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

/** Compresses bytes to a zlib stream (RFC 1950). */
export type Deflate = (bytes: Uint8Array<ArrayBuffer>) => Bytes | Promise<Bytes>;
type Bytes = Uint8Array<ArrayBuffer>;

const deflateAnywhere: Deflate = (bytes) => through(new CompressionStream('deflate'), bytes);

/**
 * @param deflate by default `CompressionStream`, which all platforms have
 * @returns the bytes of a PNG file: RGB where all pixels are opaque, RGBA otherwise
 */
export async function encodePng(
  { width, height, data }: Pixels,
  deflate: Deflate = deflateAnywhere,
): Promise<Bytes> {
  const channels = isOpaque(data) ? 3 : 4;
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, BIT_DEPTH);
  header.setUint8(9, COLOUR_TYPE[channels]);
  const raw = channels === 3 ? withoutAlpha(data) : data;
  const body = await deflate(filterPaeth(raw, width * channels, channels));
  return joined([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', body),
    chunk('IEND', new Uint8Array()),
  ]);
}

/**
 * @param file the bytes of a PNG file, 8-bit RGB or RGBA, not interlaced; checksums are not verified
 * @throws RangeError for any other file
 */
export async function decodePng(file: ArrayBuffer): Promise<Pixels> {
  const view = new DataView(file);
  if (SIGNATURE.some((byte, i) => i >= file.byteLength || view.getUint8(i) !== byte)) {
    throw new RangeError('not a PNG file');
  }
  let channels = 0;
  let width = 0;
  let height = 0;
  const bodies: Bytes[] = [];
  for (let at = SIGNATURE.length; at + 12 <= file.byteLength; ) {
    const length = view.getUint32(at);
    const type = new TextDecoder().decode(new Uint8Array(file, at + 4, 4));
    const data = at + 8;
    if (data + length + 4 > file.byteLength) {
      throw new RangeError(`the chunk ${type} is cut off`);
    }
    if (type === 'IHDR') {
      width = view.getUint32(data);
      height = view.getUint32(data + 4);
      const [depth, colour, interlace] = [8, 9, 12].map((offset) => view.getUint8(data + offset));
      channels = CHANNELS.get(colour ?? -1) ?? 0;
      if (depth !== BIT_DEPTH || channels === 0 || interlace !== 0) {
        throw new RangeError(
          `bit depth ${depth}, colour type ${colour}, interlace ${interlace}: not supported`,
        );
      }
    } else if (type === 'IDAT') {
      bodies.push(new Uint8Array(file, data, length));
    }
    at = data + length + 4;
  }
  const filtered = await through(new DecompressionStream('deflate'), joined(bodies)).catch((cause) => {
    throw new RangeError('its pixels cannot be decompressed', { cause });
  });
  const raw = unfilter(filtered, height, width * channels, channels);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    data.set(raw.subarray(pixel * channels, (pixel + 1) * channels), pixel * 4);
  }
  return { width, height, data };
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

/** A chunk: length, type, data, and the CRC of type and data. */
function chunk(type: string, data: Bytes): Bytes {
  const named = joined([Uint8Array.from(new TextEncoder().encode(type)), data]);
  return joined([bigEndian(data.length), named, bigEndian(crc32(named))]);
}

function bigEndian(value: number): Bytes {
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setUint32(0, value);
  return new Uint8Array(bytes.buffer);
}

function joined(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function through(stream: CompressionStream | DecompressionStream, bytes: Bytes): Promise<Bytes> {
  const output = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(output).arrayBuffer());
}
