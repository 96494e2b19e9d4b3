/** What becomes of a picture: its pixels, or the reason for which it is skipped. */

/**
 * - corrupt: it does not decode without a complaint
 * - tiny: the square to keep has fewer pixels a side than the resolution; a network shall not learn from blur
 * - animated: it has several frames or pages
 * - cmyk: its numbers mean inks, of which the file seldom says enough to tell the colours
 */
export const SKIP_REASONS = ['corrupt', 'tiny', 'animated', 'cmyk'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** The pixels, u8 RGB [side, side, 3], or why there are none. The same for the same picture at any time. */
export type DecodeResult = Uint8Array | SkipReason;

/** An outcome as one byte. The numbers are kept in files: new reasons go to the end. */
export const UNKNOWN = 0;
export const USABLE = 1;
const FIRST_REASON = 2;

export function stateOf(outcome: DecodeResult): number {
  return typeof outcome === 'string' ? FIRST_REASON + SKIP_REASONS.indexOf(outcome) : USABLE;
}
export function reasonOf(state: number): SkipReason | undefined {
  return SKIP_REASONS[state - FIRST_REASON];
}
