import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseModelIndex } from '../../../latent/manifest.ts';
import { nearestStep } from '../nearest-step.ts';
import type { PageModel } from '../page-model.ts';
import { fetchHistory } from './history.ts';

const MODELS = join(import.meta.dirname, '..', '..', '..', 'models');

/** A model whose history is that file's. */
function modelWith(url: string | null): PageModel {
  return { fileUrl: () => url } as unknown as PageModel;
}

test('the history that the default model was published with is read, and its film is told by step', async () => {
  const index = parseModelIndex(JSON.parse(await readFile(join(MODELS, 'index.json'), 'utf8')));
  const text = await readFile(join(MODELS, index.default, 'history.json'), 'utf8');
  const history = await fetchHistory(modelWith(`data:application/json,${encodeURIComponent(text)}`));
  expect(history?.points.length).toBeGreaterThan(10);
  const film = history?.film ?? [];
  expect(film).toEqual(film.toSorted((a, b) => a - b));
  expect(nearestStep(film, film[5] ?? 0)).toBe(5);
  expect(nearestStep(film, Number.MAX_SAFE_INTEGER)).toBe(film.length - 1);
  expect(nearestStep([10, 20, 30], 0)).toBe(0);
});

test('a model without a history has none, and a damaged one is refused', async () => {
  expect(await fetchHistory(modelWith(null))).toBeNull();
  await expect(fetchHistory(modelWith('data:application/json,{"points":3}'))).rejects.toThrow('points');
});
