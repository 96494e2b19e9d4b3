/** The widths, in pixels, that pictures of faces have. */
import type { Manifest } from '../../latent/manifest.ts';
import { MAX_SIZE } from '../../picture/face-sizes.ts';

export { MAX_SIZE, MIN_SIZE } from '../../picture/face-sizes.ts';

/** The widths that our own pages and the widget ask for (client/picture-sizes.ts). */
export const USUAL_SIZES: readonly number[] = [64, 128, 256, 512];

/** The smallest of them that is at least `size`, for pictures that are shown at a width of their own. */
export function usualSizeFor(size: number): number {
  return USUAL_SIZES.find((usual) => usual >= size) ?? MAX_SIZE;
}

/** The width where none is asked for: that of the model, at least 64. */
export function ownSizeOf({ resolution }: Pick<Manifest, 'resolution'>): number {
  return Math.min(Math.max(resolution, 64), MAX_SIZE);
}
