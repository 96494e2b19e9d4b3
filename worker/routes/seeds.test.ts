import { describe, expect, test } from 'vitest';
import { decodeFace } from '../../latent/code/code.ts';
import { MAX_SEED } from '../../latent/seed/seed.ts';
import { expectProblem, fetchWorker, ORIGIN } from '../testing/fetch-worker.ts';
import { publishedFixture } from '../testing/fixture-models.ts';
import { freshSeed } from './seeds.ts';

const { models } = await publishedFixture();
const { manifest } = models[0];

type Fresh = { model: string; seeds: { seed: number; code: string; url: string }[] };

describe('GET /api/seed', () => {
  test('gives one fresh seed of the default model, its code and its link', async () => {
    const response = await fetchWorker('/api/seed');
    expect(response.status).toBe(200);
    const { model, seeds } = await response.json<Fresh>();
    expect(model).toBe(manifest.id);
    expect(seeds).toHaveLength(1);
    for (const { seed, code, url } of seeds) {
      expect(decodeFace(code)).toEqual({ model: manifest.tag, kind: 'seed', seed, edits: [] });
      expect(url).toBe(`${ORIGIN}/f/${code}`);
      expect((await fetchWorker(new URL(url).pathname)).status).toBe(200);
    }
  });

  test('gives n different seeds, and others the next time', async () => {
    const answers = await Promise.all([fetchWorker('/api/seed?n=100'), fetchWorker('/api/seed?n=100')]);
    const seeds = await Promise.all(answers.map(async (answer) => (await answer.json<Fresh>()).seeds));
    expect(new Set(seeds.flat().map(({ seed }) => seed)).size).toBe(200);
  });

  test('is never cached', async () => {
    expect((await fetchWorker('/api/seed')).headers.get('Cache-Control')).toBe('no-store');
  });

  test.each(['0', '101', '-1', '1.5', '1e1', '', 'ten', '0x10', '%20'])('refuses n=%s', async (n) => {
    const problem = await expectProblem(await fetchWorker(`/api/seed?n=${n}`), 400, 'invalid-request');
    expect(problem.errors).toEqual([{ where: 'query.n', detail: 'has to be a whole number in 1 … 100' }]);
  });

  test('refuses n twice', async () => {
    const twice = await expectProblem(await fetchWorker('/api/seed?n=1&n=2'), 400, 'invalid-request');
    expect(twice.detail).toBe('query.n: has to be given once.');
  });
});

test('fresh seeds are integers over the whole range', () => {
  const seeds = Array.from({ length: 1000 }, freshSeed);
  expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0 && seed <= MAX_SEED)).toBe(true);
  // Each half is missed with a probability of 2^-1000.
  expect(seeds.some((seed) => seed >= 2 ** 52)).toBe(true);
  expect(seeds.some((seed) => seed < 2 ** 52)).toBe(true);
  expect(seeds.some((seed) => seed % 2 === 1)).toBe(true);
});
