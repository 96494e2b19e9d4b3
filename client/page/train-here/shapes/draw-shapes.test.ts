import { expect, test } from 'vitest';
import { TRAINING_SOURCES } from '../sets/training-sources.ts';
import { atRecipeResolution } from '../worker/resample-sheet.ts';
import { drawShapes, SHAPE_KINDS } from './draw-shapes.ts';

const { set } = TRAINING_SOURCES.shapes;
const SHEET = { count: 60, columns: 10 };

test('shapes are the same from the same seed, and others from another', () => {
  const sheet = { ...SHEET, side: 16 };
  expect(drawShapes(sheet, 1)).toEqual(drawShapes(sheet, 1));
  expect(drawShapes(sheet, 1)).not.toEqual(drawShapes(sheet, 2));
  // All of a seed's 53 bits count.
  expect(drawShapes(sheet, 1)).not.toEqual(drawShapes(sheet, 1 + 2 ** 32));
});

test('a shape is itself at every resolution', () => {
  const large = drawShapes({ ...SHEET, side: 64 }, 1);
  for (const side of [16, 32] as const) {
    const small = drawShapes({ ...SHEET, side }, 1);
    const { pictures } = atRecipeResolution(
      { ...set, recipe: { ...set.recipe, resolution: side }, sheet: { ...SHEET, side: 64 } },
      large,
    );
    const distance = small.reduce((sum, value, i) => sum + Math.abs(value - (pictures[i] ?? 0)), 0);
    // Only pixels at edges differ.
    expect(distance / small.length).toBeLessThan(4);
  }
});

test('every shape stands on its ground: the edge of each picture is of one colour, and its middle mostly of another', () => {
  const side = 32;
  const sheet = drawShapes({ count: 60, columns: 1, side }, 7);
  for (let index = 0; index < 60; index++) {
    const picture = sheet.subarray(index * side * side * 4, (index + 1) * side * side * 4);
    const pixel = (x: number, y: number) => [...picture.subarray(4 * (y * side + x), 4 * (y * side + x) + 4)];
    const ground = pixel(0, 0);
    expect(ground[3]).toBe(255);
    for (let i = 0; i < side; i++) {
      for (const at of [pixel(i, 0), pixel(i, side - 1), pixel(0, i), pixel(side - 1, i)]) {
        expect(at).toEqual(ground);
      }
    }
    const inked = Array.from({ length: side * side }, (_, i) => pixel(i % side, Math.floor(i / side))).filter(
      (each) => String(each) !== String(ground),
    );
    expect(inked.length).toBeGreaterThan(side);
  }
});

test.each(Object.entries(SHAPE_KINDS))('a %s has an inside and an outside', (_, distance) => {
  const points = Array.from({ length: 41 * 41 }, (_, i) => [
    (i % 41) / 14 - 1.43,
    Math.floor(i / 41) / 14 - 1.43,
  ]);
  expect(points.some(([x = 0, y = 0]) => distance(x, y) < -0.1)).toBe(true);
  // It reaches no further than 1.5 from its centre, so that the picture's edge cuts nothing off.
  expect(distance(1.5, 0)).toBeGreaterThan(0);
  expect(distance(0, 1.5)).toBeGreaterThan(0);
});
