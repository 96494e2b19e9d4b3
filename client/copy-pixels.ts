import type { Pixels } from '../picture/png.ts';

/** A copy of a canvas's pixels in the type that `picture/` works on, whose buffer is never shared. */
export function copyPixels({ width, height, data }: ImageData): Pixels {
  return { width, height, data: new Uint8ClampedArray(data) };
}
