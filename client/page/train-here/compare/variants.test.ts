import { expect, test } from 'vitest';
import { parseRecipe } from '../../../../gan/recipe.ts';
import { TRAINING_SETS } from '../training-sets.ts';
import { variantsOf } from './variants.ts';

const { recipe } = TRAINING_SETS.portraits.set;

test('each variant is a recipe that differs from the one that it is compared with, and has its seed and its pictures', () => {
  const variants = variantsOf(recipe);
  expect(variants.map(({ name }) => name)).toContain('hinge');
  for (const variant of variants) {
    expect(parseRecipe(variant.recipe, variant.name)).toEqual(variant.recipe);
    expect(variant.recipe).not.toEqual(recipe);
    const { seed, batch, resolution } = variant.recipe;
    expect({ seed, batch, resolution }).toEqual({
      seed: recipe.seed,
      batch: recipe.batch,
      resolution: recipe.resolution,
    });
  }
});

test('what a recipe is already, or must not be, is no variant', () => {
  const hinge = variantsOf({ ...recipe, loss: 'hinge' }).map(({ name }) => name);
  expect(hinge).not.toContain('hinge');
  expect(hinge).toContain('nonSaturating');
  expect(variantsOf(recipe).map(({ name }) => name)).not.toContain('nonSaturating');
  const between = { ...recipe, r1Weight: 0, gpWeight: 10 };
  expect(variantsOf(between).map(({ name }) => name)).not.toContain('augmented');
});
