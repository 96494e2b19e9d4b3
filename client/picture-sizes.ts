/** The sizes at which pages request a face's picture from the edge, which draws it at any of 64 … 512 pixels. */

/** In pixels. They are few, so that caches hold them. */
export const PICTURE_SIZES = [64, 128, 256, 512] as const;

/** The smallest of these sizes that is at least `edge` pixels, or the largest. */
export function pictureSizeFor(edge: number): number {
  return PICTURE_SIZES.find((size) => size >= edge) ?? Math.max(...PICTURE_SIZES);
}
