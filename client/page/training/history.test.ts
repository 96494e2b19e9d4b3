import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseModelIndex } from '../../../latent/manifest.ts';
import { nearestStep } from '../nearest-step.ts';
import type { PageModel } from '../page-model.ts';
import { fetchHistory } from './history.ts';

const MODELS = join(import.meta.dirname, '..', '..', '..', 'models');

/** A model whose history is at that URL. */
function modelWith(url: string | null): PageModel {
  return { fileUrl: () => url } as unknown as PageModel;
}

test('the history of the default model is read, and the frame of its film nearest to a step is found', async () => {
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

test('a model that has no history gives null, and a damaged history is refused', async () => {
  expect(await fetchHistory(modelWith(null))).toBeNull();
  await expect(fetchHistory(modelWith('data:application/json,{"points":3}'))).rejects.toThrow('points');
});
