/**
 * PNG, written and read without a canvas: what a canvas gives back may have been converted between colour spaces,
 * or altered on purpose by browsers that resist fingerprinting, and a face has to keep its very pixels.
 *
 * PNG specification, third edition (W3C, 2025). Of what it allows, 8-bit RGB and RGBA without interlacing.
 */
import { crc32 } from './crc32.ts';
import { filterPaeth, unfilter } from './png-filters.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const BIT_DEPTH = 8;
const COLOUR_TYPES: ReadonlyMap<number, number> = new Map([
  [2, 3],
  [6, 4],
]);
const RGBA = 6;

/** RGBA pixels, u8 [height, width, 4]. */
export type Pixels = { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> };

/** @returns the bytes of a PNG file, RGBA */
export async function encodePng({ width, height, data }: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, BIT_DEPTH);
  header.setUint8(9, RGBA);
  const body = await through(new CompressionStream('deflate'), filterPaeth(data, width * 4, 4));
  return joined([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', body),
    chunk('IEND', new Uint8Array()),
  ]);
}

/**
 * @param file the bytes of a PNG file, 8-bit RGB or RGBA, not interlaced; checksums are not looked at
 * @throws RangeError for anything else
 */
export async function decodePng(file: ArrayBuffer): Promise<Pixels> {
  const view = new DataView(file);
  if (SIGNATURE.some((byte, i) => i >= file.byteLength || view.getUint8(i) !== byte)) {
    throw new RangeError('not a PNG file');
  }
  let channels = 0;
  let width = 0;
  let height = 0;
  const bodies: Uint8Array<ArrayBuffer>[] = [];
  for (let at = SIGNATURE.length; at + 12 <= file.byteLength; ) {
    const length = view.getUint32(at);
    const type = new TextDecoder().decode(new Uint8Array(file, at + 4, 4));
    const data = at + 8;
    if (data + length + 4 > file.byteLength) throw new RangeError(`the chunk ${type} is cut off`);
    if (type === 'IHDR') {
      width = view.getUint32(data);
      height = view.getUint32(data + 4);
      const [depth, colour, interlace] = [8, 9, 12].map((offset) => view.getUint8(data + offset));
      channels = COLOUR_TYPES.get(colour ?? -1) ?? 0;
      if (depth !== BIT_DEPTH || channels === 0 || interlace !== 0) {
        throw new RangeError(
          `bit depth ${depth}, colour type ${colour}, interlace ${interlace}: not read here`,
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

/** Length, type, data, and the CRC of type and data. */
function chunk(type: string, data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const named = joined([new TextEncoder().encode(type), data]);
  return joined([bigEndian(data.length), named, bigEndian(crc32(named))]);
}

function bigEndian(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setUint32(0, value);
  return new Uint8Array(bytes.buffer);
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const output = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(output).arrayBuffer());
}
