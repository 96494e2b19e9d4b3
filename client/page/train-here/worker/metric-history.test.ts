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

test('any number of steps is reduced to a bounded number of points, in order, each the mean of its steps', () => {
  const steps = 5000;
  let history: MetricHistory = EMPTY_HISTORY;
  for (let step = 1; step <= steps; step++) {
    history = appendStep(history, point(step, step));
  }
  const { points, stepsPerPoint, pending } = history;
  expect(points.length).toBeLessThan(MAX_POINTS);
  expect(points.length).toBeGreaterThanOrEqual(MAX_POINTS / 2);
  expect(points.map(({ step }) => step)).toEqual(points.map((_, i) => (i + 1) * stepsPerPoint));
  expect(points.length * stepsPerPoint + pending.length).toBe(steps);
  // The first point stands for steps 1 … stepsPerPoint.
  for (const [i, { lossDReal }] of points.entries()) {
    expect(lossDReal).toBe(i * stepsPerPoint + (stepsPerPoint + 1) / 2);
  }
});
