/** The result of decoding a picture: its pixels, or the reason why it is skipped. */

/**
 * - corrupt: it does not decode without an error
 * - tiny: the cropped square is smaller than the resolution; a network would learn the blur of enlarging
 * - animated: it has several frames or pages
 * - cmyk: it is made for printing, and files seldom have the profile that colours would need
 * - large: its file or its pixels are more than is read (`limits.ts`)
 * - depth: its numbers are floats, signed, or of 12, 32 or 64 bits, and the file does not say which of them are black and white
 */
export const SKIP_REASONS = ['corrupt', 'tiny', 'animated', 'cmyk', 'large', 'depth'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** The pixels, u8 RGB [side, side, 3], or why there are none. Deterministic. */
export type DecodeResult = Uint8Array | SkipReason;

/** A result as one byte. The numbers are stored in files: new reasons go to the end. */
export const UNKNOWN = 0;
export const USABLE = 1;
const FIRST_REASON = 2;

export function resultState(outcome: DecodeResult): number {
  return typeof outcome === 'string' ? FIRST_REASON + SKIP_REASONS.indexOf(outcome) : USABLE;
}
export function skipReasonOf(state: number): SkipReason | undefined {
  return SKIP_REASONS[state - FIRST_REASON];
}
