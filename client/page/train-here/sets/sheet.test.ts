import { expect, test } from 'vitest';
import { classOfPicture, createSheet, cutPicture, pastePicture, placeInSheet } from './sheet.ts';

test('pictures are pasted into a sheet, and cut out of it, row by row', () => {
  const layout = { count: 5, columns: 2, side: 3 };
  const sheet = createSheet(layout);
  expect(sheet).toHaveLength(4 * 9 * 6);
  const pictures = Array.from({ length: 5 }, (_, i) => new Uint8ClampedArray(4 * 9).fill(50 * (i + 1)));
  for (const [i, picture] of pictures.entries()) {
    pastePicture(sheet, layout, i, picture);
  }
  expect(pictures.map((_, i) => cutPicture(sheet, layout, i))).toEqual(pictures);
  expect(placeInSheet(layout, 3)).toEqual({ left: 3, top: 3 });
  // The place of a sixth one is empty.
  expect(Math.max(...cutPicture(sheet, layout, 5))).toBe(0);
});

test('a picture is of the class among whose pictures it stands', () => {
  const sheet = { count: 6, columns: 3, side: 32, classes: [1, 3, 2] };
  expect(Array.from({ length: 6 }, (_, i) => classOfPicture(sheet, i))).toEqual([0, 1, 1, 1, 2, 2]);
});
