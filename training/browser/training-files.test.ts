import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foldGraph } from '../../gan/fold-graph.ts';
import { initialState } from '../../gan/initial-state.ts';
import { generatorParameters } from '../../gan/networks/generator.ts';
import { parseRecipe, type Recipe } from '../../gan/recipe.ts';
import { emaName } from '../../gan/step.ts';
import { sizeOf } from '../../graph/tensor.ts';
import { fillNormal } from '../../latent/seed.ts';
import { openDataset } from '../data/dataset.ts';
import { buildProgram } from '../onnxruntime/program.ts';
import { readDataDescription } from '../publish/data-description.ts';
import { foldBatchNorm } from '../publish/fold-batch-norm.ts';
import { readRecipe } from '../read-recipe.ts';
import { browserTrainingFiles, stateEntries } from './training-files.ts';

const TRAINING = join(import.meta.dirname, '..');
function recipeOf(more: Partial<Recipe> = {}): Recipe {
  return parseRecipe(
    {
      name: 'tiny',
      resolution: 32,
      latentSize: 8,
      generatorWidth: 8,
      discriminatorWidth: 4,
      discriminatorNorm: 'none',
      beta1: 0,
      ...more,
    },
    'the test',
  );
}

describe('the files for training in the page', () => {
  it('give the initial distribution of every tensor of the state', () => {
    const recipe = recipeOf();
    const told = stateEntries(recipe).map(({ name, shape, centre, deviation, stream }) => {
      const noise = fillNormal(new Float32Array(sizeOf(shape)), recipe.seed, stream);
      return [name, { shape, data: noise.map((value) => centre + deviation * value) }];
    });
    expect(Object.fromEntries(told)).toEqual(initialState(recipe));
  });

  it.each(['dcgan', 'skip'] as const)('fold batch norm as publishing does, network %s', async (network) => {
    const recipe = recipeOf({ network });
    // Weights, statistics and biases that are all different from one another.
    const weights = Object.fromEntries(
      generatorParameters(recipe).map(({ name, shape, role }, i) => {
        const data = fillNormal(new Float32Array(sizeOf(shape)), 3, i);
        return [name, { shape, data: role === 'variance' ? data.map((value) => value ** 2) : data }];
      }),
    );
    const program = await buildProgram('fold', foldGraph(recipe));
    const folded = await program.run(
      Object.fromEntries(Object.entries(weights).map(([name, value]) => [emaName(name), value])),
    );
    await program.release();
    for (const { name, kernel, bias } of foldBatchNorm(recipe, weights)) {
      for (const [part, values] of [
        ['kernel', kernel.data],
        ['bias', bias],
      ] as const) {
        const found = folded[`${name}.${part}`]?.data ?? new Float32Array();
        expect(found.length).toBe(values.length);
        // A few roundings of f32 each, relative to what is added up.
        for (const [i, value] of values.entries()) {
          expect(Math.abs((found[i] ?? Number.NaN) - value)).toBeLessThan(
            1e-5 * Math.max(1, Math.abs(value)),
          );
        }
      }
    }
  });

  it.each([
    [{ beta1: 0.5 }, 'beta1 = 0'],
    [{ r1Weight: 1 }, 'penaltyEvery = 1'],
    [{ gpWeight: 10 }, 'gpWeight = 0'],
    [{ decaySteps: 10 }, 'decaySteps = 0'],
    [{ augmentColour: true }, 'DiffAugment'],
    [{ spectralNorm: true }, 'spectralNorm = false'],
    [{ labelWeight: 1, latentSize: 100 }, 'labelWeight = 0'],
    [{ condition: 'concat' as const, classCount: 2 }, 'condition = "none"'],
  ])('refuse a recipe that the page cannot train: %j', async (more, instead) => {
    const source = await openDataset(join(TRAINING, 'sample'));
    const about = await readDataDescription(join(TRAINING, 'publish', 'faces.toml'));
    await expect(browserTrainingFiles(recipeOf(more), source, about)).rejects.toThrow(instead);
    await source.close();
  });

  it('are in the repository as the command writes them, and are small', async () => {
    const recipe = await readRecipe(join(TRAINING, 'recipes', 'browser-32.toml'));
    const source = await openDataset(join(TRAINING, 'sample'));
    const files = await browserTrainingFiles(
      recipe,
      source,
      await readDataDescription(join(TRAINING, 'publish', 'faces.toml')),
    );
    await source.close();
    const published = (name: string) => readFile(join(TRAINING, '..', 'browser-training', name));
    const bytes = new Map(
      await Promise.all(Object.keys(files).map(async (name) => [name, await published(name)] as const)),
    );
    // Graphs may be written in another way, and pictures by another codec, but names and shapes must not change.
    for (const name of ['training.json', 'quiz.json']) {
      expect(bytes.get(name)?.toString(), `${name}: npm run publish-browser-training writes it`).toBe(
        Buffer.from(files[name] ?? '').toString(),
      );
    }
    // The download for training in the page, without ONNX Runtime.
    expect([...bytes.values()].reduce((sum, { length }) => sum + length, 0)).toBeLessThan(2e6);
  });
});
