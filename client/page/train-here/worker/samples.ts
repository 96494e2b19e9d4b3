/** Faces of the same seeds throughout the training, which show its progress. */

import training from '../../../../browser-training/training.json';
import { latentsFromSeeds } from '../../../../latent/seed.ts';
import { toRgba } from '../../../../picture/rgba.ts';
import { tileRgba } from '../../../../picture/tile.ts';
import { GRID_SIDE } from '../messages.ts';
import type { BrowserTrainer } from './trainer.ts';

const { latentSize, resolution, truncation } = training.recipe;

const FIXED_NOISE = latentsFromSeeds(1, GRID_SIDE ** 2, latentSize, truncation);

/** @returns the faces of seeds 1, 2, …, row by row: RGBA u8 [side, side, 4] */
export async function drawSamples(
  trainer: BrowserTrainer,
): Promise<{ side: number; pixels: Uint8ClampedArray<ArrayBuffer> }> {
  const rgba = toRgba(await trainer.generate(FIXED_NOISE), resolution);
  const length = 4 * resolution ** 2;
  const faces = Array.from({ length: GRID_SIDE ** 2 }, (_, i) => rgba.subarray(i * length, (i + 1) * length));
  return { side: GRID_SIDE * resolution, pixels: tileRgba(faces, resolution, GRID_SIDE) };
}
