/** Pictures by their bytes, of kinds that sharp does not write. */

function little(bytes: number, value: number): Buffer {
  const out = Buffer.alloc(bytes);
  out.writeUIntLE(value >= 0 ? value : value + 2 ** 32, 0, bytes);
  return out;
}

/** A BMP with a header of 40 bytes, or of as many as are given (`masks` make it longer). */
export function bmp(options: {
  readonly width: number;
  /** Negative where the first row is at the top. */
  readonly height: number;
  readonly bits: number;
  readonly compression?: number;
  /** Red, green and blue of each colour. */
  readonly palette?: readonly (readonly [number, number, number])[];
  readonly masks?: readonly number[];
  readonly pixels: Uint8Array;
}): Buffer {
  const { width, height, bits, compression = 0, palette = [], masks = [], pixels } = options;
  const size = masks.length === 4 ? 56 : 40;
  const table = Buffer.concat([
    ...masks.map((mask) => little(4, mask)),
    ...palette.map(([r, g, b]) => Buffer.of(b, g, r, 0)),
  ]);
  // Four bytes that nobody should read: a file says where its pixels begin.
  const start = 14 + 40 + table.length + 4;
  return Buffer.concat([
    Buffer.from('BM'),
    little(4, start + pixels.length),
    little(4, 0),
    little(4, start),
    little(4, size),
    little(4, width),
    little(4, height),
    little(2, 1),
    little(2, bits),
    little(4, compression),
    little(4, pixels.length),
    little(4, 2835),
    little(4, 2835),
    little(4, palette.length),
    little(4, 0),
    table,
    Buffer.of(9, 9, 9, 9),
    pixels,
  ]);
}

/** Kinds of numbers in a TIFF. */
export const UNSIGNED = 1;
export const SIGNED = 2;
export const FLOAT = 3;

/** A TIFF in one strip, not compressed. @param kind of its numbers (SampleFormat, tag 339) */
export function tiff(side: number, channels: 1 | 3, bits: number, kind: number, pixels: Uint8Array): Buffer {
  const tags: readonly (readonly [number, number])[] = [
    [256, side],
    [257, side],
    [258, bits],
    [259, 1],
    [262, channels === 3 ? 2 : 1],
    [273, -1],
    [277, channels],
    [278, side],
    [279, pixels.length],
    [339, kind],
  ];
  const after = 8 + 2 + 12 * tags.length + 4;
  const beyond: Buffer[] = [];
  const entries = tags.map(([tag, value]) => {
    const isEach = tag === 258 || tag === 339;
    const isLong = tag === 273 || tag === 279;
    const place = after + 6 * beyond.length;
    if (isEach && channels === 3) {
      beyond.push(Buffer.concat([little(2, value), little(2, value), little(2, value)]));
    }
    const pixelsAt = after + (channels === 3 ? 12 : 0);
    const stored = tag === 273 ? pixelsAt : isEach && channels === 3 ? place : value;
    return Buffer.concat([
      little(2, tag),
      little(2, isLong ? 4 : 3),
      little(4, isEach ? channels : 1),
      little(4, stored),
    ]);
  });
  return Buffer.concat([
    Buffer.from('II'),
    little(2, 42),
    little(4, 8),
    little(2, tags.length),
    ...entries,
    little(4, 0),
    ...beyond,
    pixels,
  ]);
}
