import { expect, test } from 'vitest';
import { type ScheduleRecipe, stepScalars } from './step-schedule.ts';

const recipe: ScheduleRecipe = {
  generatorRate: 2e-4,
  discriminatorRate: 1e-4,
  beta1: 0.5,
  beta2: 0.999,
  discriminatorSteps: 1,
  decaySteps: 0,
  generatorWaits: 0,
  emaDecay: 0.99,
  emaWarmUp: true,
};

test('the first step of Adam has its bias correction', () => {
  const first = stepScalars(recipe, 0);
  expect(first['rate.G']).toBeCloseTo(2e-4 / 0.5, 12);
  expect(first['rate.D']).toBeCloseTo(1e-4 / 0.5, 12);
  expect(first.correction).toBeCloseTo(1 / Math.sqrt(0.001), 9);
});

test("after many steps the rates and the decay of the average are the recipe's", () => {
  const late = stepScalars(recipe, 1e6);
  expect(late).toEqual({ 'rate.G': 2e-4, 'rate.D': 1e-4, correction: 1, emaDecay: 0.99 });
});

test('rates decay linearly to zero, and stay there', () => {
  const decaying = { ...recipe, beta1: 0, decaySteps: 100 };
  expect([0, 50, 100, 200].map((steps) => stepScalars(decaying, steps)['rate.D'])).toEqual([
    1e-4, 5e-5, 0, 0,
  ]);
});

test("the generator's rate is zero while it waits, and the discriminator's is not", () => {
  const waiting = { ...recipe, beta1: 0, generatorWaits: 2 };
  expect([0, 1, 2].map((steps) => stepScalars(waiting, steps)['rate.G'])).toEqual([0, 0, 2e-4]);
  expect(stepScalars(waiting, 0)['rate.D']).toBe(1e-4);
});

test('the decay of the moving average warms up only where the recipe says so', () => {
  expect(stepScalars(recipe, 0).emaDecay).toBeCloseTo(2 / 11, 12);
  expect(stepScalars({ ...recipe, emaWarmUp: false }, 0).emaDecay).toBe(0.99);
});

test('each update of D counts for its bias correction, and each of G’s for its own', () => {
  const often = { ...recipe, discriminatorSteps: 3 };
  const [first, last, next] = [stepScalars(often, 0, 0), stepScalars(often, 0), stepScalars(often, 1, 0)];
  expect(first['rate.D']).toBeCloseTo(1e-4 / (1 - 0.5), 12);
  expect(last['rate.D']).toBeCloseTo(1e-4 / (1 - 0.5 ** 3), 12);
  expect(next['rate.D']).toBeCloseTo(1e-4 / (1 - 0.5 ** 4), 12);
  expect(last['rate.G']).toBeCloseTo(2e-4 / 0.5, 12);
  expect(first['correction.D']).toBeCloseTo(1 / Math.sqrt(0.001), 9);
  expect(last['correction.D']).toBeCloseTo(1 / Math.sqrt(1 - 0.999 ** 3), 9);
  expect(last.correction).toBeCloseTo(1 / Math.sqrt(0.001), 9);
  expect(stepScalars(recipe, 0)).not.toHaveProperty(['correction.D']);
});
