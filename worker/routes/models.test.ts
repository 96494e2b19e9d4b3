import { describe, expect, test } from 'vitest';
import { expectProblem, fetchWorker, ORIGIN } from '../testing/fetch-worker.ts';
import { publishedFixture } from '../testing/fixture-models.ts';

const { index, models } = await publishedFixture();
const { manifest } = models[0];

describe('GET /api/models', () => {
  test('lists every model, and says which one is the default', async () => {
    const body = await (await fetchWorker('/api/models')).json();
    expect(body).toEqual({
      default: index.default,
      models: models.map(({ manifest: { id, tag, name, resolution, latentSize, condition } }) => {
        const url = `${ORIGIN}/api/models/${id}`;
        return { id, tag, name, resolution, latentSize, url, classes: condition?.classes ?? null };
      }),
    });
  });

  test('is revalidated each time, and 304 while it stays the same', async () => {
    const first = await fetchWorker('/api/models');
    expect(first.headers.get('Cache-Control')).toBe('public, no-cache');
    const etag = first.headers.get('ETag') ?? '';
    expect(etag).toMatch(/^"[^"]+"$/);
    const second = await fetchWorker('/api/models', { headers: { 'If-None-Match': etag } });
    expect(second.status).toBe(304);
    expect(second.headers.get('ETag')).toBe(etag);
  });
});

describe('GET /api/models/ID', () => {
  test('is the manifest, with the URL of each file', async () => {
    const body = await (await fetchWorker(`/api/models/${manifest.id}`)).json<{ files: { url: string }[] }>();
    expect(body).toEqual({
      ...manifest,
      files: manifest.files.map((file) => {
        return { ...file, url: `${ORIGIN}/models/${manifest.id}/${file.name}` };
      }),
    });
    for (const { url } of body.files) {
      expect((await fetchWorker(new URL(url).pathname)).status).toBe(200);
    }
  });

  test('answers 404 for an unknown id, and 400 for what cannot be an id', async () => {
    const unknown = await expectProblem(await fetchWorker('/api/models/nobody-ffffff'), 404, 'unknown-model');
    expect(unknown.detail).toContain('nobody-ffffff');
    const invalid = await expectProblem(await fetchWorker('/api/models/No%20Body'), 400, 'invalid-request');
    expect(invalid.errors).toMatchObject([{ where: 'path.id' }]);
    await expectProblem(await fetchWorker('/api/models/__proto__'), 400, 'invalid-request');
    await expectProblem(await fetchWorker('/api/models/constructor'), 404, 'unknown-model');
  });
});
