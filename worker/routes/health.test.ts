import { expect, test } from 'vitest';
import { fetchWorker } from '../testing/fetch-worker.ts';
import { publishedFixture } from '../testing/fixture-models.ts';

const { index, models } = await publishedFixture();

test('/healthz reports a complete site', async () => {
  const response = await fetchWorker('/healthz');
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  expect(await response.json()).toEqual({
    status: 'ok',
    default: index.default,
    models: models.length,
    links: 'ok',
  });
});
