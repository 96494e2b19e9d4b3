/** Converts packed 8-bit pixels to the planes of floats that networks take: the inverse of `toRgba`. */

/** A square within packed pixels. */
export type PackedSquare = {
  /** 3 for RGB, 4 for RGBA, whose alpha is ignored. */
  readonly channels: 3 | 4;
  /** Pixels in a row of the whole picture; by default the square's side. */
  readonly rowLength?: number;
  readonly left?: number;
  readonly top?: number;
  /** Whether to flip it horizontally. */
  readonly mirrored?: boolean;
};

/**
 * Each value v becomes v / 127.5 − 1.
 *
 * @param pixels u8 [rows, rowLength, channels]
 * @param size height and width of the square in pixels
 * @param out f32 [3, size, size] to write to; by default a new array
 * @returns `out`, in [−1, 1]
 * @throws RangeError where the square is not within the pixels, or `out` has another length
 *
 * @example
 * toPlanar(Uint8Array.of(0, 255, 0), 1, { channels: 3 }); // Float32Array [-1, 1, -1]
 */
export function toPlanar(
  pixels: Uint8Array | Uint8ClampedArray,
  size: number,
  { channels, rowLength = size, left = 0, top = 0, mirrored = false }: PackedSquare,
  out: Float32Array = new Float32Array(3 * size * size),
): Float32Array {
  const plane = size * size;
  const end = channels * ((top + size - 1) * rowLength + left + size);
  if (left < 0 || top < 0 || left + size > rowLength || end > pixels.length || out.length !== 3 * plane) {
    throw new RangeError(
      `expected ${size}×${size} pixels of ${channels} channels at (${left}, ${top}) in rows of ${rowLength} and ` +
        `${3 * plane} floats for them, got ${pixels.length} bytes and ${out.length} floats`,
    );
  }
  for (let y = 0, to = 0; y < size; y++) {
    const row = (top + y) * rowLength + left;
    for (let x = 0; x < size; x++, to++) {
      const from = channels * (row + (mirrored ? size - 1 - x : x));
      out[to] = (pixels[from] ?? 0) / 127.5 - 1;
      out[to + plane] = (pixels[from + 1] ?? 0) / 127.5 - 1;
      out[to + 2 * plane] = (pixels[from + 2] ?? 0) / 127.5 - 1;
    }
  }
  return out;
}
