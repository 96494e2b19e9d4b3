import { expect, it } from 'vitest';
import { resizeByInteger } from './resize-by-integer.ts';

it('a smaller picture has the mean of each square of pixels', () => {
  const image = Float32Array.from({ length: 3 * 8 * 8 }, (_, i) => (i % 2) + 10 * (Math.floor(i / 8) % 2));
  expect(resizeByInteger(image, 8, 4)).toEqual(new Float32Array(3 * 4 * 4).fill(5.5));
});

it('a larger picture repeats each pixel as a square', () => {
  const image = Float32Array.from({ length: 3 * 2 * 2 }, (_, i) => i);
  expect([...resizeByInteger(image, 2, 4).subarray(0, 16)]).toEqual([
    0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3,
  ]);
});

it('sides of which neither divides the other are refused', () => {
  expect(() => resizeByInteger(new Float32Array(3 * 6 * 6), 6, 4)).toThrow('side 6 cannot be brought to 4');
});
