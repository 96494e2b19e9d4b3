import { expect, test } from 'vitest';
import { CARD, pasteFace } from './card.ts';

const PIXELS = CARD.width * CARD.height;

function filled(width: number, height: number, pixel: readonly [number, number, number, number]) {
  return {
    width,
    height,
    data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => pixel[i % 4] ?? 0),
  };
}

function pixelAt(data: Uint8ClampedArray, x: number, y: number): number[] {
  return Array.from(data.slice((y * CARD.width + x) * 4, (y * CARD.width + x) * 4 + 4));
}

test('the face fills the hole, blends with its edge, and changes nothing else', () => {
  const template = filled(CARD.width, CARD.height, [200, 200, 200, 255]);
  template.data.set([0, 0, 0, 0], (100 * CARD.width + 100) * 4);
  template.data.set([200, 200, 200, 51], (100 * CARD.width + 101) * 4);
  const before = template.data.slice();
  const { data } = pasteFace(template, filled(16, 16, [10, 20, 30, 255]));
  expect(pixelAt(data, 100, 100)).toEqual([10, 20, 30, 255]);
  expect(pixelAt(data, 101, 100)).toEqual([48, 56, 64, 255]);
  expect(pixelAt(data, 102, 100)).toEqual([200, 200, 200, 255]);
  expect(pixelAt(data, 54, 300)).toEqual([200, 200, 200, 255]);
  expect(data).toHaveLength(PIXELS * 4);
  expect(template.data).toEqual(before);
});
