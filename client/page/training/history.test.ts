import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nearestStep } from '../nearest-step.ts';
import { fetchHistory } from './history.ts';

const HISTORY = join(import.meta.dirname, '..', '..', '..', 'models', 'face-128-a82bcb', 'history.json');

test('the history of a model is read, and the frame of its film nearest to a step is found', async () => {
  const text = await readFile(HISTORY, 'utf8');
  const { points, film } = await fetchHistory(`data:application/json,${encodeURIComponent(text)}`);
  expect(points.length).toBeGreaterThan(10);
  expect(film).toEqual(film.toSorted((a, b) => a - b));
  expect(nearestStep(film, film[5] ?? 0)).toBe(5);
  expect(nearestStep(film, Number.MAX_SAFE_INTEGER)).toBe(film.length - 1);
  expect(nearestStep([10, 20, 30], 0)).toBe(0);
});

test('a damaged history is refused', async () => {
  await expect(fetchHistory('data:application/json,{"points":3}')).rejects.toThrow('points');
});
