/** Faces of the same seeds throughout the training, which show its progress. */

import type { Recipe } from '../../../../gan/recipe.ts';
import { latentsFromSeeds } from '../../../../latent/seed.ts';
import { toRgba } from '../../../../picture/rgba.ts';
import { tileRgba } from '../../../../picture/tile.ts';
import { GRID_SIDE } from '../messages.ts';
import type { BrowserTrainer } from './trainer.ts';

/** @returns the faces of seeds 1, 2, …, row by row: RGBA u8 [side, side, 4] */
export async function drawSamples(
  trainer: BrowserTrainer,
  { latentSize, resolution, truncation }: Recipe,
): Promise<{ side: number; pixels: Uint8ClampedArray<ArrayBuffer> }> {
  const noise = latentsFromSeeds(1, GRID_SIDE ** 2, latentSize, truncation);
  const rgba = toRgba(await trainer.generate(noise), resolution);
  const length = 4 * resolution ** 2;
  const faces = Array.from({ length: GRID_SIDE ** 2 }, (_, i) => rgba.subarray(i * length, (i + 1) * length));
  return { side: GRID_SIDE * resolution, pixels: tileRgba(faces, resolution, GRID_SIDE) };
}
