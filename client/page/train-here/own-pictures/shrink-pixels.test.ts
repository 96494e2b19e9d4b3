import { expect, test } from 'vitest';
import { shrinkPixels } from './shrink-pixels.ts';

test('each pixel is the mean of a square; rows may be longer than the picture, and what is left over is cut off', () => {
  const [width, height, stride] = [5, 4, 24];
  const data = new Uint8Array(stride * height).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data.set([10 * x, 10 * y, 7, 100 + x], y * stride + 4 * x);
    }
  }
  const rows = { data, width, height, stride };
  expect(shrinkPixels(rows, 2)).toEqual({
    width: 2,
    height: 2,
    data: Uint8ClampedArray.of(5, 5, 7, 100, 25, 5, 7, 102, 5, 25, 7, 100, 25, 25, 7, 102),
  });
  const whole = shrinkPixels(rows, 1);
  expect(whole).toMatchObject({ width, height });
  expect([...whole.data.subarray(-4)]).toEqual([40, 30, 7, 104]);
});
