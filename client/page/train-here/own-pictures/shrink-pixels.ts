/** Makes a large picture smaller before it is copied: each copy of 48 million pixels takes 200 MB. */
import type { Pixels } from '../../../../picture/png.ts';

/** RGBA u8 in rows of `stride` bytes, which may be longer than 4 · `width`. */
export type PixelRows = {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
};

/**
 * The mean of each square of `factor` × `factor` pixels; what is left over at the right and below is cut off.
 *
 * @param factor a positive integer, at most the picture's shorter side
 */
export function shrinkPixels({ data, width, height, stride }: PixelRows, factor: number): Pixels {
  const [columns, rows] = [Math.floor(width / factor), Math.floor(height / factor)];
  const shrunk = new Uint8ClampedArray(4 * columns * rows);
  const sums = new Uint32Array(4 * columns);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    for (let y = row * factor; y < (row + 1) * factor; y++) {
      for (let column = 0, at = y * stride; column < columns; column++) {
        for (let x = 0; x < factor; x++, at += 4) {
          for (let channel = 0; channel < 4; channel++) {
            const to = 4 * column + channel;
            sums[to] = (sums[to] ?? 0) + (data[at + channel] ?? 0);
          }
        }
      }
    }
    for (let i = 0; i < sums.length; i++) {
      shrunk[row * sums.length + i] = (sums[i] ?? 0) / factor ** 2;
    }
  }
  return { width: columns, height: rows, data: shrunk };
}
