/** Weights in 8 bits with a scale for each output channel: what is stored is bytes, what is computed is floats. */

/** The largest magnitude of a symmetric 8-bit code; −128 stays unused, so that zero is exactly in the middle. */
const LEVELS = 127;

export type Quantized = {
  /** i8 [in, out, k, k]: value = code · scale of its output channel */
  readonly codes: Int8Array;
  /** f32 [out] */
  readonly scales: Float32Array;
};

/** Quantizes a transposed convolution's kernel, f32 [in, out, k, k], to the nearest of 255 evenly spaced values. */
export const quantize = (
  kernel: Float32Array,
  [, out, kh, kw]: readonly [number, number, number, number],
): Quantized => {
  const taps = kh * kw;
  const channelOf = (at: number): number => Math.floor(at / taps) % out;
  const scales = new Float32Array(out);
  kernel.forEach((value, at) => {
    const channel = channelOf(at);
    scales[channel] = Math.max(scales[channel] ?? 0, Math.abs(value) / LEVELS);
  });
  const codes = Int8Array.from(kernel, (value, at) => {
    const scale = scales[channelOf(at)] ?? 0;
    return scale === 0 ? 0 : Math.max(-LEVELS, Math.min(LEVELS, Math.round(value / scale)));
  });
  return { codes, scales };
};
