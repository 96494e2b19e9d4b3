import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRecipe, type Recipe } from '../../gan/recipe.ts';
import { openDataset } from '../data/dataset.ts';
import { readDataDescription } from '../publish/data-description.ts';
import { readRecipe } from '../read-recipe.ts';
import { browserTrainingFiles } from './training-files.ts';

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
    // Pictures may be written by another codec.
    for (const name of ['portraits.json', 'quiz.json']) {
      expect(bytes.get(name)?.toString(), `${name}: npm run publish-browser-training writes it`).toBe(
        Buffer.from(files[name] ?? '').toString(),
      );
    }
    // The download for training in the page, without ONNX Runtime.
    expect([...bytes.values()].reduce((sum, { length }) => sum + length, 0)).toBeLessThan(2e6);
  });
});
