/** How far the published generator's pictures are from those of the weights it was made of. */
import { latentFromSeed } from '../../latent/seed.ts';
import type { Values } from '../graph/execute.ts';
import { toByte } from '../grid.ts';
import type { Recipe } from '../recipe.ts';
import { openSampler } from '../sampler.ts';
import type { Published } from './published.ts';

const FACES = 64;
export const FIDELITY_PROTOCOL = `publish-1: the faces of seeds 1 to ${FACES}, published weights against float32`;

/** Differences in steps of 1/255, over all pixels of the protocol's faces. */
export const measureFidelity = async (
  recipe: Recipe,
  weights: Values,
  published: Published,
  truncation: number,
): Promise<{ meanDifference255: number; maxDifference255: number }> => {
  const z = latents(
    Array.from({ length: FACES }, (_, i) => i + 1),
    recipe.latentSize,
    truncation,
  );
  const sampler = await openSampler(recipe, FACES);
  const reference = await sampler.sample(weights, z);
  await sampler.release();
  const drawn = await published.draw(z);
  let total = 0;
  let largest = 0;
  drawn.forEach((value, i) => {
    const difference = Math.abs(toByte(value) - toByte(reference[i] ?? Number.NaN));
    total += difference;
    largest = Math.max(largest, difference);
  });
  return { meanDifference255: Math.round((total / drawn.length) * 1000) / 1000, maxDifference255: largest };
};

/** The z of some seeds, truncated, in one array: f32 [seeds, size]. */
export const latents = (seeds: readonly number[], size: number, truncation: number): Float32Array => {
  const z = new Float32Array(seeds.length * size);
  seeds.forEach((seed, i) => {
    z.set(
      latentFromSeed(seed, size).map((value) => value * truncation),
      i * size,
    );
  });
  return z;
};
