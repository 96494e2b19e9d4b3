import type { Manifest } from '../../latent/model/manifest.ts';
import { MAX_SIZE } from '../../picture/face-sizes.ts';

/** The width of a model's pictures where none is asked for, in pixels: its resolution, at least 64. */
export function ownSizeOf({ resolution }: Pick<Manifest, 'resolution'>): number {
  return Math.min(Math.max(resolution, 64), MAX_SIZE);
}
