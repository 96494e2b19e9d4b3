/** The widths, in pixels, of a picture of a face: it is square. */

/** What the edge and Node draw. */
export const MIN_SIZE = 16;
export const MAX_SIZE = 512;

/** What our pages and the widget ask for: few, so that caches hold them. */
export const USUAL_SIZES = [64, 128, 256, MAX_SIZE] as const;

/** The smallest of them that is at least `size`, or the largest. */
export function usualSizeFor(size: number): number {
  return USUAL_SIZES.find((usual) => usual >= size) ?? MAX_SIZE;
}

/** The picture of a name where no size is asked for, whatever the model: its address keeps it when the default model changes. */
export const AVATAR_SIZE = 128;
