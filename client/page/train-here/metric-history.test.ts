import { expect, test } from 'vitest';
import { appendStep, EMPTY_HISTORY, MAX_POINTS, type MetricHistory } from './metric-history.ts';

function point(step: number, value: number) {
  return {
    step,
    lossDReal: value,
    lossDFake: 0,
    lossG: 0,
    dReal: 0,
    dFakeBefore: 0,
  };
}

test('however many steps there are, few points tell of them, in order, up to the last whole one, with the right mean', () => {
  const steps = 5000;
  let curves: MetricHistory = EMPTY_HISTORY;
  for (let step = 1; step <= steps; step++) {
    curves = appendStep(curves, point(step, step));
  }
  const { points, stretch, rest } = curves;
  expect(points.length).toBeLessThan(MAX_POINTS);
  expect(points.length).toBeGreaterThanOrEqual(MAX_POINTS / 2);
  expect(points.map(({ step }) => step)).toEqual(points.map((_, i) => (i + 1) * stretch));
  expect(points.length * stretch + rest.length).toBe(steps);
  // Steps 1 … stretch have this mean, and so on.
  for (const [i, { lossDReal }] of points.entries()) {
    expect(lossDReal).toBe(i * stretch + (stretch + 1) / 2);
  }
});
