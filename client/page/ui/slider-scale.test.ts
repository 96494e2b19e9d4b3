import { expect, test } from 'vitest';
import { positionOf, valueAt } from './slider-scale.ts';

test('zero is in the middle, whatever the range', () => {
  for (const [min, max] of [
    [-3.5, 3],
    [-1, 4],
    [-4, 0.5],
  ] as const) {
    const scale = { min, max, zero: 0 };
    expect([min, 0, max].map((value) => positionOf(value, scale))).toEqual([0, 0.5, 1]);
  }
});

test('a zero that is no value between the ends leaves one linear track', () => {
  const scale = { min: 20, max: 120, zero: 20 };
  expect([20, 45, 120].map((value) => positionOf(value, scale))).toEqual([0, 0.25, 1]);
  expect([0, 0.25, 1].map((position) => valueAt(position, scale, 1))).toEqual([20, 45, 120]);
  expect(positionOf(7, { min: 7, max: 7, zero: 7 })).toBe(0);
});

test('the value at the position of a value is that value', () => {
  const scale = { min: -2, max: 3.96875, zero: 0 };
  for (let value = scale.min; value <= scale.max; value += 1 / 32) {
    expect(valueAt(positionOf(value, scale), scale, 1 / 32)).toBeCloseTo(value, 12);
  }
});

test('a position beyond the track is that of its end, and values are whole steps', () => {
  const scale = { min: -1, max: 1, zero: 0 };
  expect([-0.2, 0.6, 1.7].map((position) => valueAt(position, scale, 0.25))).toEqual([-1, 0.25, 1]);
});
