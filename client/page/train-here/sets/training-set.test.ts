import { parse } from 'valibot';
import { expect, test } from 'vitest';
import { parseRecipe } from '../../../../gan/recipe.ts';
import { conditionSchema } from '../../../../latent/condition/condition-schema.ts';
import { conditionOf, generatorInputOf, gridSide } from './training-set.ts';
import { TRAINING_SET_NAMES, TRAINING_SOURCES } from './training-sources.ts';

const { portraits, digits } = TRAINING_SOURCES;

test.each(TRAINING_SET_NAMES)(
  'the recipe of the %s is one that training reads, with all its keys',
  (name) => {
    const { recipe } = TRAINING_SOURCES[name].set;
    expect(parseRecipe(recipe, name)).toEqual(recipe);
  },
);

test('digits have ten classes, of which each has a row; portraits have none', () => {
  const condition = conditionOf(digits.set);
  expect(condition).toMatchObject({ name: 'digit', classes: [...'0123456789'] });
  expect(parse(conditionSchema, condition)).toEqual(condition);
  expect(gridSide(digits.set.recipe)).toBe(10);
  expect(generatorInputOf(digits.set).latentSize).toBe(digits.set.recipe.latentSize + 10);
  expect(conditionOf(portraits.set)).toBeUndefined();
  expect(gridSide(portraits.set.recipe)).toBe(8);
});
