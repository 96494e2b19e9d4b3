import { expect, test } from 'vitest';
import { tileRgba } from './tile.ts';

/** A picture of 2 × 2 pixels, each of whose bytes says which picture and pixel it is of. */
function picture(number: number): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: 16 }, (_, i) => 10 * number + Math.floor(i / 4));
}

test('pictures are laid out row by row', () => {
  const tiled = tileRgba([1, 2, 3, 4].map(picture), 2, 2);
  const pixels = Array.from({ length: 16 }, (_, i) => tiled[4 * i]);
  expect(pixels).toEqual([10, 11, 20, 21, 12, 13, 22, 23, 30, 31, 40, 41, 32, 33, 42, 43]);
});

test('one row may hold all pictures', () => {
  const tiled = tileRgba([1, 2, 3].map(picture), 2, 3);
  expect(Array.from({ length: 12 }, (_, i) => tiled[4 * i])).toEqual([
    10, 11, 20, 21, 30, 31, 12, 13, 22, 23, 32, 33,
  ]);
});

test('an incomplete last row and a picture of another size are refused', () => {
  expect(() => tileRgba([1, 2, 3].map(picture), 2, 2)).toThrow('rows of 2 pictures of 16 bytes');
  expect(() => tileRgba([picture(1), new Uint8ClampedArray(4)], 2, 2)).toThrow('16,4');
});
