/**
 * Uniform symmetric quantization of weights with a scale per output channel: stored as bytes, computed as floats.
 *
 * The codes are compressed by brotli on the wire, which gives frequent codes fewer bits; at that rate no codebook is much
 * better than uniform steps (Gish & Pierce, 1968). So picture quality is traded for the step size, not for a number of
 * bits, and the step is proportional to the root mean square of a channel's weights. A step proportional to the largest
 * weight (255 levels) is too fine for most channels and too coarse for those with an outlier: the first published model took
 * 1,883 kB over the wire that way, and takes 1,587 kB with steps of 1/14 of the root mean square, for the same error.
 */

/** The largest magnitude of a symmetric 8-bit code; −128 stays unused, so that zero is exactly in the middle. */
const LEVELS = 127;

/** The number of steps in the root mean square of an output channel's weights. */
const STEPS = 14;

export type Quantized = {
  /** i8 [in, out, k, k]: value = code · scale of its output channel */
  readonly codes: Int8Array;
  /** f32 [out]: the step of each output channel */
  readonly scales: Float32Array;
};

/** Quantizes a transposed convolution's kernel, f32 [in, out, k, k], to the nearest 8-bit codes. */
export function quantize(
  kernel: Float32Array,
  [inputs, out, kh, kw]: readonly [number, number, number, number],
): Quantized {
  const taps = kh * kw;
  const channelOf = (at: number): number => Math.floor(at / taps) % out;
  const squares = new Float64Array(out);
  const largest = new Float64Array(out);
  kernel.forEach((value, at) => {
    const channel = channelOf(at);
    squares[channel] = (squares[channel] ?? 0) + value * value;
    largest[channel] = Math.max(largest[channel] ?? 0, Math.abs(value));
  });
  const scales = Float32Array.from(squares, (sum, channel) =>
    Math.max(Math.sqrt(sum / (inputs * taps)) / STEPS, (largest[channel] ?? 0) / LEVELS),
  );
  const codes = Int8Array.from(kernel, (value, at) => {
    const scale = scales[channelOf(at)] ?? 0;
    return scale === 0 ? 0 : Math.max(-LEVELS, Math.min(LEVELS, Math.round(value / scale)));
  });
  return { codes, scales };
}
