/** A picture as `picture/` defines it: RGBA u8, row by row. */
type Pixels = {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
};

/** A copy of a canvas's pixels in the type that picture/ works on, whose buffer is never shared. */
export function copyPixels({ width, height, data }: ImageData): Pixels {
  return { width, height, data: new Uint8ClampedArray(data) };
}
