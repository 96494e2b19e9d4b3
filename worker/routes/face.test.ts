import { describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { latentFace, seedFace } from '../../latent/face.ts';
import { latentFromSeed } from '../../latent/seed/seed.ts';
import { expectProblem, fetchWorker, NAVIGATION, ORIGIN } from '../testing/fetch-worker.ts';
import { publishedFixture } from '../testing/fixture-models.ts';
import { REFUSED_CODES } from '../testing/refused-codes.ts';

const { models } = await publishedFixture();
const [a, b] = models.map(({ manifest }) => manifest);
if (a === undefined || b === undefined) {
  throw new Error('the fixture has two models');
}
const good = encodeFace(seedFace(a.tag, 42));

describe('GET /api/faces/CODE', () => {
  test('returns the model, the seed and z for the code of a seed', async () => {
    const response = await fetchWorker(`/api/faces/${good}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      code: good,
      url: `${ORIGIN}/f/${good}`,
      model: a.id,
      kind: 'seed',
      seed: 42,
      edits: [],
      class: null,
      z: Array.from(latentFromSeed(42, 8), (value) => Math.fround(0.75 * value)),
    });
  });

  test('returns the edits of a seed, and moves z along the directions of the model', async () => {
    const edits = [
      { direction: 0, amount: 1.5 },
      { direction: 1, amount: -2 },
    ];
    const code = encodeFace(seedFace(a.tag, 42, edits));
    const face = await (await fetchWorker(`/api/faces/${code}`)).json<{ edits: unknown; z: number[] }>();
    const z = Array.from(latentFromSeed(42, 8), (value) => Math.fround(0.75 * value));
    expect(face.edits).toEqual(edits);
    expect(face.z).toEqual(
      [(z[0] ?? 0) + 1.5, (z[1] ?? 0) - 2, ...z.slice(2)].map((value) => Math.fround(value)),
    );
  });

  test('returns the z of a latent face as it is in the code', async () => {
    const face = latentFace(b.tag, Float32Array.from([1, -1, 0, 0.5, -4, 3.96875, 0, 0.03125]));
    const body = await (await fetchWorker(`/api/faces/${encodeFace(face)}`)).json();
    expect(body).toMatchObject({ model: b.id, kind: 'latent', seed: null, edits: [], z: Array.from(face.z) });
  });

  test('may be cached, and read by other sites', async () => {
    const { headers } = await fetchWorker(`/api/faces/${good}`);
    expect(headers.get('Cache-Control')).toBe('public, max-age=86400');
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
  });

  test.each(REFUSED_CODES)('refuses %s', async (_, code, status, name) => {
    await expectProblem(await fetchWorker(`/api/faces/${code}`), status, name);
  });

  test('a damaged code is answered with the byte at fault and the reason', async () => {
    const damaged = await expectProblem(await fetchWorker('/api/faces/AAAAAAAAAAAA'), 400, 'damaged-code');
    expect(damaged).toMatchObject({ reason: 'checksum', byte: 7 });
    const unknown = await fetchWorker(`/api/faces/${encodeFace(seedFace('ffffff', 42))}`);
    expect(await expectProblem(unknown, 404, 'unknown-model')).toMatchObject({ tag: 'ffffff' });
  });

  test('answers with a problem in a browser too', async () => {
    await expectProblem(await fetchWorker('/api/faces/AAAA', { headers: NAVIGATION }), 400, 'damaged-code');
  });
});
