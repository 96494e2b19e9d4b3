import { expect, it } from 'vitest';
import { parseRecipe, type Recipe } from '../../../../gan/recipe.ts';
import { recipeChange } from './recipe-change.ts';

const recipe = parseRecipe(
  {
    name: 'a',
    resolution: 16,
    generatorWidth: 4,
    discriminatorWidth: 4,
    discriminatorNorm: 'none',
    beta1: 0,
    r1Weight: 1,
    penaltyEvery: 1,
  },
  'the test',
);

it.each([
  [{}, 'none'],
  [{ generatorRate: 1e-3 }, 'inputs'],
  [{ discriminatorRate: 1e-3, decaySteps: 100 }, 'inputs'],
  [{ loss: 'hinge' }, 'graph'],
  [{ generatorRate: 1e-3, batch: 8 }, 'graph'],
  [{ r1Weight: 0 }, 'graph'],
  [{ augmentColour: true }, 'graph'],
  [{ discriminatorSteps: 2 }, 'graph'],
  [{ beta2: 0.9 }, 'graph'],
  [{ beta1: 0.5 }, 'fresh'],
  [{ resolution: 32 }, 'fresh'],
  [{ generatorWidth: 8 }, 'fresh'],
  [{ generatorNorm: 'none' }, 'fresh'],
  [{ spectralNorm: true }, 'fresh'],
  [{ seed: 2 }, 'fresh'],
] as [Partial<Recipe>, string][])('%j needs: %s', (changed, needs) => {
  expect(recipeChange(recipe, { ...recipe, ...changed })).toBe(needs);
});
