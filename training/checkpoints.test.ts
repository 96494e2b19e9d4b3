import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeSafetensors } from '../graph/safetensors.ts';
import { latentFromSeed } from '../latent/seed.ts';
import { toFloat32 } from './exchange/to-float32.ts';
import { generatorParameters } from './networks/generator.ts';
import { readRecipe } from './recipe.ts';
import { openSampler } from './trainer/sampler.ts';

const FOLDER = join(import.meta.dirname, 'checkpoints', 'face-256');

test('the kept generator of face-256 has the weights of its recipe, and draws different people', async () => {
  const recipe = await readRecipe(join(import.meta.dirname, 'recipes', 'face-256.toml'));
  const path = join(FOLDER, 'generator.safetensors');
  const { tensors } = decodeSafetensors(await readFile(path), path);
  for (const { name, shape } of generatorParameters(recipe)) {
    expect(tensors.get(name)?.shape, name).toEqual(shape);
  }
  const weights = Object.fromEntries(
    Array.from(tensors, ([name, tensor]) => [name, { shape: tensor.shape, data: toFloat32(tensor, name) }]),
  );
  const sampler = await openSampler(recipe, 2);
  const z = Float32Array.from([1, 2].flatMap((seed) => [...latentFromSeed(seed, recipe.latentSize)]));
  const images = await sampler.sample(weights, z);
  await sampler.release();
  const size = 3 * recipe.resolution ** 2;
  expect(images).toHaveLength(2 * size);
  const difference = images
    .subarray(0, size)
    .reduce((sum, value, i) => sum + Math.abs(value - (images[size + i] ?? 0)), 0);
  expect(difference / size).toBeGreaterThan(0.1);
});
