/**
 * Weights as whole multiples of a step of each output channel: what is stored is bytes, what is computed is floats.
 *
 * The steps are even and the codes are left to brotli on the wire, which gives frequent ones fewer bits: no codebook at
 * that rate does much better (Gish & Pierce, 1968). So the step, not a number of bits, is what picture quality is traded
 * for, and it follows how large the weights of a channel are on the whole. A step that follows the largest one alone, as
 * 255 even levels have it, is too fine for most channels and too coarse for those with an outlier: of the first published
 * model it took 1,883 kB over the wire, and steps of 1/14 of the root mean square take 1,587 kB for as large an error.
 */

/** The largest magnitude of a symmetric 8-bit code; −128 stays unused, so that zero is exactly in the middle. */
const LEVELS = 127;

/** Steps to the root mean square of an output channel's weights. */
const STEPS = 14;

export type Quantized = {
  /** i8 [in, out, k, k]: value = code · scale of its output channel */
  readonly codes: Int8Array;
  /** f32 [out]: the step of each output channel */
  readonly scales: Float32Array;
};

/** Quantizes a transposed convolution's kernel, f32 [in, out, k, k], to the nearest multiples that 8 bits can hold. */
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
