import { expect, test } from 'vitest';
import { setForRecipe, sheetUrls, TRAINING_SOURCES, withSuitingSheet } from './training-sources.ts';

const { portraits, digits, shapes, own } = TRAINING_SOURCES;

function at(source: typeof portraits, resolution: 16 | 32 | 64): typeof portraits {
  const { set } = source;
  return { ...source, set: { ...set, recipe: { ...set.recipe, resolution } } };
}

test('portraits at 64 are from a sheet with so many pixels, which no other training fetches', () => {
  const large = at(portraits, 64);
  expect(withSuitingSheet(large)).toEqual({
    set: { ...large.set, sheet: { ...portraits.set.sheet, side: 64 } },
    pictures: portraits.larger?.pictures,
  });
  expect(sheetUrls(large)).toEqual([portraits.larger?.pictures]);
  for (const resolution of [16, 32] as const) {
    expect(withSuitingSheet(at(portraits, resolution))).toMatchObject({
      set: { sheet: portraits.set.sheet },
      pictures: portraits.pictures,
    });
  }
  expect(sheetUrls(at(digits, 64))).toEqual([digits.pictures]);
});

test('nothing is fetched for shapes and for the visitor’s own pictures', () => {
  for (const source of [shapes, own]) {
    expect(sheetUrls(at(source, 64))).toEqual([]);
  }
});

test('a recipe with classes goes to the set that has pictures of them, and one without to the set that is wished', () => {
  const { recipe } = digits.set;
  expect(setForRecipe(recipe, 'portraits')).toBe('digits');
  expect(setForRecipe(recipe, 'digits')).toBe('digits');
  expect(setForRecipe(portraits.set.recipe, 'digits')).toBe('digits');
  const others = [
    { classes: 'bald, beard', classCount: 2 },
    { classes: '0, 1, 2, 3, 4, 5, 6, 7, 8, nine', classCount: 10 },
    { classes: '', classCount: 10 },
  ];
  for (const other of others) {
    expect(setForRecipe({ ...recipe, ...other }, 'digits')).toBeUndefined();
  }
});
