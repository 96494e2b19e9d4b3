import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecipe } from '../read/recipe.ts';
import { planStep } from './step-kernels.ts';

const RECIPES = join(import.meta.dirname, '../recipes');
const names = (await readdir(RECIPES)).filter((name) => name.endsWith('.toml'));

// What the figures hold is how long a step takes on a GPU: each kernel costs a dispatch, and most of them wait for memory.
describe('a training step', () => {
  it.each(names)('of %s moves at most 2.5 times the bytes that it has to', async (name) => {
    const recipe = await readRecipe(join(RECIPES, name));
    for (const penalized of [false, true]) {
      const { bytes, leastBytes } = planStep(recipe, penalized).statistics;
      expect(bytes / leastBytes, `penalized: ${penalized}`).toBeLessThan(2.5);
    }
  });

  it('of face-128 has at most 350 kernels, with its penalty too', async () => {
    const recipe = await readRecipe(join(RECIPES, 'face-128.toml'));
    expect(planStep(recipe, false).statistics.kernels).toBeLessThanOrEqual(350);
    expect(planStep(recipe, true).statistics.kernels).toBeLessThanOrEqual(350);
  });

  it('updates the weights of a network in one dispatch, or with their gradients, and in place', async () => {
    const plan = planStep(await readRecipe(join(RECIPES, 'face-128.toml')), false);
    expect(plan.dispatches.filter(({ label }) => / of [7-9] tensors$/.test(label))).toHaveLength(2);
    expect(plan.copies).toEqual([]);
  });
});
