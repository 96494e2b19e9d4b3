import { expect, test } from 'vitest';
import { TRAINING_SOURCES } from '../sets/training-sources.ts';
import { atRecipeResolution } from './resample-sheet.ts';

const { portraits, digits } = TRAINING_SOURCES;

/** Three pictures in rows of two, each of one colour but for one pixel. */
function sheetOf(side: number): Uint8ClampedArray<ArrayBuffer> {
  const sheet = new Uint8ClampedArray(2 * side * 2 * side * 4).fill(255);
  function fill(index: number, value: number): void {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const at = 4 * ((Math.floor(index / 2) * side + y) * 2 * side + (index % 2) * side + x);
        sheet.fill(x === 0 && y === 0 ? 255 : value, at, at + 3);
      }
    }
  }
  fill(0, 0);
  fill(1, 100);
  fill(2, 200);
  return sheet;
}

function at(source: typeof portraits, side: number, resolution: 16 | 32 | 64) {
  return atRecipeResolution(
    {
      ...source.set,
      recipe: { ...source.set.recipe, resolution },
      sheet: { count: 3, columns: 2, side },
    },
    sheetOf(side),
  );
}

function red(
  { set, pictures }: ReturnType<typeof at>,
  index: number,
  x: number,
  y: number,
): number | undefined {
  const { columns, side } = set.sheet;
  return pictures[
    4 * ((Math.floor(index / columns) * side + y) * columns * side + (index % columns) * side + x)
  ];
}

test('a sheet that has the resolution is left as it is', () => {
  const sheet = sheetOf(32);
  const set = { ...portraits.set, sheet: { count: 3, columns: 2, side: 32 } };
  expect(atRecipeResolution(set, sheet)).toEqual({ set, pictures: sheet });
});

test('digits are drawn pixel by pixel at any size: each pixel twice as wide, or the mean of four', () => {
  const doubled = at(digits, 32, 64);
  expect(doubled.set.sheet.side).toBe(64);
  expect([0, 1, 2, 3].map((x) => red(doubled, 1, x, 1))).toEqual([255, 255, 100, 100]);
  expect(red(doubled, 1, 0, 2)).toBe(100);
  const halved = at(digits, 32, 16);
  expect(red(halved, 0, 0, 0)).toBe(Math.round(255 / 4));
  expect(red(halved, 0, 1, 0)).toBe(0);
  expect(red(halved, 2, 15, 15)).toBe(200);
});

test('other pictures are filtered, none of them with its neighbour', () => {
  const halved = at(portraits, 64, 32);
  expect(halved.set.sheet.side).toBe(32);
  expect(red(halved, 0, 31, 5)).toBe(0);
  expect(red(halved, 1, 1, 31)).toBe(100);
  expect(red(halved, 2, 31, 31)).toBe(200);
  // The bright pixel in the corner is spread, not repeated.
  expect(red(halved, 0, 0, 0)).toBeGreaterThan(20);
  expect(red(halved, 0, 0, 0)).toBeLessThan(200);
});
