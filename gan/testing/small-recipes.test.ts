import { expect, it } from 'vitest';
import { CONDITIONS } from '../networks/architecture.ts';
import { GAN_LOSSES } from '../objective/losses.ts';
import type { Recipe } from '../recipe.ts';
import { SMALL_RECIPES } from './small-recipes.ts';

/** What the small recipes have of a setting. */
function valuesOf(key: keyof Recipe): Set<unknown> {
  return new Set(SMALL_RECIPES.map((recipe) => recipe[key]));
}

it('the small recipes have every loss and every condition', () => {
  expect([...valuesOf('loss')].sort()).toEqual(Object.keys(GAN_LOSSES).sort());
  expect([...valuesOf('condition')].sort()).toEqual([...CONDITIONS].sort());
});

it.each<keyof Recipe>([
  'network',
  'generatorNorm',
  'generatorBias',
  'discriminatorNorm',
  'discriminatorBias',
  'discriminatorSteps',
  'discriminatorResidual',
  'minibatchDeviation',
  'spectralNorm',
  'r1Weight',
  'r2Weight',
  'gpWeight',
  'augmentColour',
  'augmentTranslation',
  'augmentCutout',
])('some of the small recipes have %s, and some have not', (key) => {
  expect(valuesOf(key).size).toBeGreaterThan(1);
});
