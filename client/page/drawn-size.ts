/** How much a picture may be enlarged on screen: a face among many still looks sharp enough. */
const ENLARGEMENT = 1.5;

/**
 * The engine's option `size` for faces that are among many. A face that is looked at by itself is drawn at its model's resolution.
 *
 * @param edge of the element, in CSS pixels
 */
export function drawnSize(edge: number): number {
  return Math.ceil((edge * devicePixelRatio) / ENLARGEMENT);
}
