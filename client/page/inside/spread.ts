/**
 * Where a transposed convolution puts what it multiplies: every input pixel, times the kernel, is added to the output
 * at `stride` times its place, and `padding` pixels are cut off each edge.
 *
 * Dumoulin and Visin: "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, chapter 4.
 */
export type Convolution = {
  /** Edge of the input, in pixels. */
  readonly input: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
};

/** The edge of the output, in pixels; below 1 where the padding cuts everything off. */
export function outputEdge({ input, kernel, stride, padding }: Convolution): number {
  return (input - 1) * stride - 2 * padding + kernel;
}

/** The output pixels that one input pixel adds to: [first, end) along one axis, cut to the output. */
export function reach(at: number, convolution: Convolution): readonly [number, number] {
  const start = at * convolution.stride - convolution.padding;
  const edge = outputEdge(convolution);
  return [Math.min(Math.max(start, 0), edge), Math.max(Math.min(start + convolution.kernel, edge), 0)];
}

/**
 * How many input pixels, of the first `pixels` in reading order, have added to each output pixel.
 *
 * @returns [edge · edge]
 */
export function contributions(convolution: Convolution, pixels: number): number[] {
  const edge = Math.max(0, outputEdge(convolution));
  const counts = new Array<number>(edge * edge).fill(0);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const [top, bottom] = reach(Math.floor(pixel / convolution.input), convolution);
    const [left, right] = reach(pixel % convolution.input, convolution);
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) counts[y * edge + x] = (counts[y * edge + x] ?? 0) + 1;
    }
  }
  return counts;
}
