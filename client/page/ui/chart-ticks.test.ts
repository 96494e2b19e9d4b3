import { expect, test } from 'vitest';
import { chartTicks } from './chart-ticks.ts';

test.each([
  [1, 4, [0, 0.25, 0.5, 0.75, 1]],
  [4.47, 4, [0, 2, 4]],
  [0.8, 4, [0, 0.2, 0.4, 0.6, 0.8]],
  [30_745, 5, [0, 10_000, 20_000, 30_000]],
  [3, 5, [0, 1, 2, 3]],
])('an axis to %d has about %d round steps', (max, count, ticks) => {
  expect(chartTicks(max, count)).toEqual(ticks);
});

test('an axis that begins below 0 has round steps on both sides of it', () => {
  expect(chartTicks(2.1, 4, -1.3)).toEqual([-1, 0, 1, 2]);
  expect(chartTicks(1, 4, -9.5)).toEqual([-5, 0]);
});
