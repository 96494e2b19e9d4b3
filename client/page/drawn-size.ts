/** How many pixels a face needs, of those that its element has on screen. */

/** How much smaller than its element a picture may be: a face among many still looks sharp enough at this enlargement. */
const ENLARGEMENT = 1.5;

/**
 * For the engine's option `size`, where faces are one of many. What is looked at by itself is drawn at its model's resolution.
 *
 * @param edge of the element, in CSS pixels
 */
export function drawnSize(edge: number): number {
  return Math.ceil((edge * devicePixelRatio) / ENLARGEMENT);
}
