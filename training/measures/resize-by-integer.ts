/**
 * Resizes pictures by an integer factor: averages square blocks of pixels, or repeats each pixel as a block: f32 [n, 3, from, from] → f32 [n, 3, to, to].
 * @throws RangeError where neither side divides the other
 */
export function resizeByInteger(images: Float32Array, from: number, to: number): Float32Array {
  if (from === to) {
    return images;
  }
  const out = new Float32Array((images.length / from ** 2) * to ** 2);
  if (from % to === 0) {
    const factor = from / to;
    const rows = images.length / from;
    for (let row = 0; row < rows; row++) {
      const start = Math.floor(row / factor) * to;
      for (let x = 0; x < from; x++) {
        const at = start + Math.floor(x / factor);
        out[at] = (out[at] ?? 0) + (images[row * from + x] ?? 0) / factor ** 2;
      }
    }
    return out;
  }
  if (to % from === 0) {
    const factor = to / from;
    const rows = out.length / to;
    for (let row = 0; row < rows; row++) {
      const start = Math.floor(row / factor) * from;
      for (let x = 0; x < to; x++) {
        out[row * to + x] = images[start + Math.floor(x / factor)] ?? 0;
      }
    }
    return out;
  }
  throw new RangeError(`pictures of side ${from} cannot be brought to ${to}: neither divides the other`);
}
