import { expect, test } from 'vitest';
import { sheetUrls, TRAINING_SOURCES, withSuitingSheet } from './training-sources.ts';

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
