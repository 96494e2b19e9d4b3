import { expect, test } from 'vitest';
import { parseRecipe } from '../../../../gan/recipe.ts';
import { TRAINING_SOURCES } from '../sets/training-sources.ts';
import { isComparable, variantsOf } from './variants.ts';

const { recipe } = TRAINING_SOURCES.portraits.set;

function namesOf(of: typeof recipe): string[] {
  return variantsOf(of, recipe).map(({ name }) => name);
}

test('each variant is a recipe that differs from the one that it is compared with, and has its seed and its pictures', () => {
  const variants = variantsOf(recipe, recipe);
  expect(variants.map(({ name }) => name)).toEqual(expect.arrayContaining(['hinge', 'noNorm', 'collapse']));
  for (const variant of variants) {
    expect(parseRecipe(variant.recipe, variant.name)).toEqual(variant.recipe);
    expect(isComparable(recipe, variant.recipe)).toBe(true);
    const { seed, batch, resolution } = variant.recipe;
    expect({ seed, batch, resolution }).toEqual({
      seed: recipe.seed,
      batch: recipe.batch,
      resolution: recipe.resolution,
    });
  }
});

test('what a recipe is already, or must not be, is no variant', () => {
  expect(namesOf(recipe)).not.toContain('nonSaturating');
  expect(namesOf(recipe)).not.toContain('usual');
  const hinge = namesOf({ ...recipe, loss: 'hinge' });
  expect(hinge).not.toContain('hinge');
  expect(hinge).toEqual(expect.arrayContaining(['nonSaturating', 'usual']));
  expect(namesOf({ ...recipe, r1Weight: 0, gpWeight: 10 })).not.toContain('augmented');
});

test('trainings of two seeds cannot be compared, and what is the same neither; the usual settings have the seed of the training', () => {
  const seeded = { ...recipe, seed: 7, loss: 'hinge' as const };
  expect(isComparable(recipe, seeded)).toBe(false);
  expect(isComparable(recipe, { ...recipe })).toBe(false);
  expect(variantsOf(seeded, recipe).find(({ name }) => name === 'usual')?.recipe).toMatchObject({
    seed: 7,
    loss: recipe.loss,
  });
});
