/** What the generator draws for the same seeds all along, so that one sees the faces come. */

import training from '../../../../browser-training/training.json';
import { latentFromSeed } from '../../../../latent/seed.ts';
import { toRgba } from '../../../../picture/rgba.ts';
import { GRID_SIDE } from '../messages.ts';
import type { BrowserTrainer } from './trainer.ts';

const { latentSize, resolution, truncation } = training.recipe;

/** @returns z of each seed, truncated as the exported model does it: f32 [seeds, latentSize] */
export function latentsOf(seeds: readonly number[]): Float32Array {
  const z = new Float32Array(seeds.length * latentSize);
  for (const [i, seed] of seeds.entries()) {
    z.set(
      latentFromSeed(seed, latentSize).map((value) => truncation * value),
      i * latentSize,
    );
  }
  return z;
}

const FIXED_NOISE = latentsOf(Array.from({ length: GRID_SIDE ** 2 }, (_, i) => i + 1));

/** @returns the faces of seeds 1, 2, …, row by row: RGBA u8 [side, side, 4] */
export async function drawSamples(
  trainer: BrowserTrainer,
): Promise<{ side: number; pixels: Uint8ClampedArray<ArrayBuffer> }> {
  const faces = toRgba(await trainer.generate(FIXED_NOISE), resolution);
  const row = 4 * resolution;
  const pixels = new Uint8ClampedArray(faces.length);
  for (let face = 0; face < GRID_SIDE ** 2; face++) {
    for (let y = 0; y < resolution; y++) {
      const from = (face * resolution + y) * row;
      const to = ((Math.floor(face / GRID_SIDE) * resolution + y) * GRID_SIDE + (face % GRID_SIDE)) * row;
      pixels.set(faces.subarray(from, from + row), to);
    }
  }
  return { side: GRID_SIDE * resolution, pixels };
}
