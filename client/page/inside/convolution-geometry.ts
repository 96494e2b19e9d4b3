/**
 * Sizes and windows of convolutions. A transposed convolution adds each pixel of the small grid, times the kernel, to a
 * window of the large grid; a strided convolution sums that window, times the kernel, into the pixel. The windows lie
 * `stride` pixels apart and exceed each edge by `padding` pixels.
 *
 * Dumoulin and Visin: "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, chapters 2 and 4.
 */
export type ConvolutionGeometry = {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
};

/** In pixels a side; below 1 where the padding cuts off everything. */
export function transposedOutputSize(
  small: number,
  { kernel, stride, padding }: ConvolutionGeometry,
): number {
  return (small - 1) * stride - 2 * padding + kernel;
}

/** In pixels a side; below 1 where the kernel does not fit. */
export function convolutionOutputSize(
  large: number,
  { kernel, stride, padding }: ConvolutionGeometry,
): number {
  return Math.floor((large + 2 * padding - kernel) / stride) + 1;
}

/** The window of pixel `at` of the small grid along one axis: [first, end), cut to the `edge` pixels of the large grid. */
export function windowOf(at: number, geometry: ConvolutionGeometry, edge: number): readonly [number, number] {
  const start = at * geometry.stride - geometry.padding;
  return [Math.min(Math.max(start, 0), edge), Math.max(Math.min(start + geometry.kernel, edge), 0)];
}

/**
 * How many of the first `pixels` of the small grid, in reading order, have each pixel of the large one in their window.
 *
 * @param small edge of the small grid
 * @param large edge of the large grid
 * @returns [large · large]
 */
export function coverage(
  small: number,
  large: number,
  geometry: ConvolutionGeometry,
  pixels: number,
): number[] {
  const counts = new Array<number>(large * large).fill(0);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const [top, bottom] = windowOf(Math.floor(pixel / small), geometry, large);
    const [left, right] = windowOf(pixel % small, geometry, large);
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        counts[y * large + x] = (counts[y * large + x] ?? 0) + 1;
      }
    }
  }
  return counts;
}
