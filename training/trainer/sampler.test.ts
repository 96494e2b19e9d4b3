import { expect, it } from 'vitest';
import { initialState } from '../../gan/initial-state.ts';
import { parseRecipe } from '../../gan/recipe.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import { testDevice } from '../testing/test-device.ts';
import { averagedGenerator, openSampler } from './sampler.ts';

const SIDE = 16;
const SIZE = 3 * SIDE ** 2;

it.each([1, 3])('draws any number of pictures, in batches, with %i channels', async (channels) => {
  const recipe = parseRecipe(
    { name: 'tiny', resolution: SIDE, channels, latentSize: 5, generatorWidth: 4, discriminatorWidth: 4 },
    'test',
  );
  const weights = averagedGenerator(recipe, initialState(recipe));
  const sampler = await openSampler(recipe, 3, { device: testDevice });
  const z = fillNormal(new Float32Array(7 * 5), 1, 0);
  const all = await sampler.draw(weights, z);
  expect(all).toHaveLength(7 * SIZE);
  const batches = [
    [0, 3],
    [3, 6],
    [6, 7],
  ] as const;
  for (const [from, to] of batches) {
    const some = await sampler.draw(weights, z.subarray(from * 5, to * 5));
    expect(some).toEqual(all.subarray(from * SIZE, to * SIZE));
  }
  expect(all.subarray(6 * SIZE)).not.toEqual(all.subarray(0, SIZE));
  await expect(sampler.draw(weights, z.subarray(1))).rejects.toThrow(
    'expected latents of 5 numbers each, got 34 numbers',
  );
  await sampler.release();
});
