import { expect, test } from 'vitest';
import { toRgba } from './rgba.ts';

test('[−1, 1] becomes 0 … 255, rounded, and values outside are clamped', () => {
  const image = Float32Array.of(-1, 0, 1, -3, 3, 0.5);
  expect(Array.from(toRgba(image.subarray(0, 3), 1))).toEqual([0, 128, 255, 255]);
  expect(Array.from(toRgba(image.subarray(3), 1))).toEqual([0, 255, 191, 255]);
});

test('planes become pixels, picture by picture', () => {
  const plane = (value: number) => Array(4).fill(value / 127.5 - 1);
  const image = Float32Array.from([10, 20, 30, 40, 50, 60].flatMap(plane));
  expect(Array.from(toRgba(image, 2))).toEqual([
    ...Array(4).fill([10, 20, 30, 255]).flat(),
    ...Array(4).fill([40, 50, 60, 255]).flat(),
  ]);
});

test('an image of incomplete pictures is refused, with the expected shape', () => {
  expect(() => toRgba(new Float32Array(13), 2)).toThrow('expected [n, 3, 2, 2], got 13 values');
});
