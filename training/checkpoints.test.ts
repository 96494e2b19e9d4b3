import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { discriminate } from '../gan/networks/discriminator.ts';
import { discriminatorParameters } from '../gan/networks/discriminator-parameters.ts';
import { gradientPenalty } from '../gan/objective/gradient-penalty.ts';
import type { Recipe } from '../gan/recipe.ts';
import { input } from '../graph/tensor.ts';
import { latentFromSeed } from '../latent/seed/seed.ts';
import { type CheckpointFolder, readCheckpointFolder } from './exchange/checkpoint-folder.ts';
import { buildProgram } from './onnxruntime/program.ts';
import { readRecipe } from './read/recipe.ts';
import { openSampler } from './trainer/sampler.ts';

const FOLDER = join(import.meta.dirname, 'checkpoints', 'face-256');
let recipe: Recipe;
let checkpoint: CheckpointFolder;
beforeAll(async () => {
  recipe = await readRecipe(join(FOLDER, 'recipe.toml'));
  checkpoint = await readCheckpointFolder(FOLDER, recipe);
});

test('the generator of the checkpoint face-256 draws different people', async () => {
  const sampler = await openSampler(recipe, 2);
  const z = Float32Array.from([1, 2].flatMap((seed) => [...latentFromSeed(seed, recipe.latentSize)]));
  const images = await sampler.draw(checkpoint.weights, z);
  await sampler.release();
  const size = 3 * recipe.resolution ** 2;
  expect(images).toHaveLength(2 * size);
  const difference = images
    .subarray(0, size)
    .reduce((sum, value, i) => sum + Math.abs(value - (images[size + i] ?? 0)), 0);
  expect(difference / size).toBeGreaterThan(0.1);
});

/** What checkpoints/face-256/pytorch/judge.py prints, with PyTorch 1.13.1 on the CPU. */
const BY_PYTORCH = {
  logits: [-1.6568453311920166, 0.855708658695221],
  /** Smile, hair rank and background, of both pictures. */
  labels: [
    [-1.3107653856277466, -1.556419014930725, 1.801782488822937],
    [-1.6198853254318237, -1.2733114957809448, 1.4917291402816772],
  ],
  penalty: 0.023794304579496384,
};

test('the discriminator of the checkpoint face-256, its label head and its R1 penalty are those of PyTorch', async () => {
  const side = recipe.resolution;
  const pictures = input('pictures', [2, 3, side, side]);
  const parameters = discriminatorParameters(recipe).map(({ name, shape }) => [name, input(name, shape)]);
  const { logit, labels } = discriminate(recipe, Object.fromEntries(parameters), pictures, {
    kind: 'evaluate',
  });
  if (!labels) {
    throw new Error('the recipe has no labels');
  }
  const program = await buildProgram('judge', { logit, labels, penalty: gradientPenalty(logit, pictures) });
  // Red rises to the right, green downwards, blue with their mean; the second picture is the negative.
  const data = Float32Array.from({ length: 2 * 3 * side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side) % side].map((at) => at / 128 - 1) as [number, number];
    const picture = [x, y, (x + y) / 2][Math.floor(i / side ** 2) % 3] ?? Number.NaN;
    return i < 3 * side * side ? picture : -picture;
  });
  const result = await program.run({ ...checkpoint.weights, pictures: { shape: pictures.shape, data } });
  await program.release();
  // Each of 13 layers adds up to 8,192 32-bit terms, in another order than PyTorch: 13 · √8192 · 6e-8 = 7e-5.
  const DIGITS = 3;
  BY_PYTORCH.logits.forEach((value, i) => {
    expect(result.logit?.data[i]).toBeCloseTo(value, DIGITS);
  });
  const { shape: [, count = 0] = [], data: predicted } = result.labels ?? {};
  expect(count).toBe(17);
  BY_PYTORCH.labels.forEach((values, i) => {
    [0, 7, 14].forEach((attribute, k) => {
      expect(predicted?.[i * count + attribute]).toBeCloseTo(values[k] ?? Number.NaN, DIGITS);
    });
  });
  expect((result.penalty?.data[0] ?? Number.NaN) / BY_PYTORCH.penalty).toBeCloseTo(1, DIGITS);
});
