import { expect, test } from 'vitest';
import { wholeTraining } from './whole-training.ts';

const training = { images: 192_000, steps: 8000, minutes: 80, batch: 24, recipe: {} };
const earlier = { name: 'face-64', images: 140_160, steps: 5840, minutes: 58.5 };

test('the training of a model includes the run that it grew from, or the model that it continues', () => {
  expect(wholeTraining(training)).toEqual({ images: 192_000, minutes: 80 });
  expect(wholeTraining({ ...training, grewFrom: earlier })).toEqual({ images: 332_160, minutes: 138.5 });
  expect(wholeTraining({ ...training, wentOnFrom: earlier })).toEqual({ images: 332_160, minutes: 138.5 });
});

test('the training of a discriminator against a finished generator is not counted', () => {
  const waited = { ...training, recipe: { generatorWaits: 1_000_000 }, wentOnFrom: earlier };
  expect(wholeTraining(waited)).toEqual({ images: 140_160, minutes: 58.5 });
  expect(wholeTraining({ ...waited, recipe: { generatorWaits: 100 } }).images).toBe(332_160);
});
