/** Converts a generator's images to pixels: the inverse of `toPlanar`. */

/**
 * Each value x becomes round((x + 1) · 127.5), clamped to 0 … 255; alpha is 255.
 *
 * @param image f32 [n, 3, size, size], nominally in [−1, 1]
 * @param size height and width in pixels
 * @returns u8 [n, size, size, 4], RGBA
 * @throws RangeError where the length is not a whole number of images
 *
 * @example
 * toRgba(Float32Array.of(-1, 0, 1), 1); // Uint8ClampedArray [0, 128, 255, 255]
 */
export function toRgba(image: Float32Array, size: number): Uint8ClampedArray<ArrayBuffer> {
  const plane = size * size;
  const pictures = image.length / (3 * plane);
  if (!Number.isInteger(pictures)) {
    throw new RangeError(`expected [n, 3, ${size}, ${size}], got ${image.length} values`);
  }
  const rgba = new Uint8ClampedArray(pictures * plane * 4).fill(255);
  // One pass over all colours, rounding half up: three passes take five times as long, a tenth of the time of a face.
  for (let picture = 0, to = 0; picture < pictures; picture++) {
    const start = picture * 3 * plane;
    for (let red = start; red < start + plane; red++, to += 4) {
      rgba[to] = Math.floor(((image[red] ?? 0) + 1) * 127.5 + 0.5);
      rgba[to + 1] = Math.floor(((image[red + plane] ?? 0) + 1) * 127.5 + 0.5);
      rgba[to + 2] = Math.floor(((image[red + 2 * plane] ?? 0) + 1) * 127.5 + 0.5);
    }
  }
  return rgba;
}
