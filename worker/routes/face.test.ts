import { describe, expect, test } from 'vitest';
import { toBase64url } from '../../latent/base64url.ts';
import { encodeFace } from '../../latent/code.ts';
import { crc16 } from '../../latent/crc16.ts';
import { latentFace, seedFace } from '../../latent/face.ts';
import { latentFromSeed } from '../../latent/seed.ts';
import { expectProblem, fetchWorker, NAVIGATION, ORIGIN } from '../testing/fetch-worker.ts';
import { publishedFixture } from '../testing/fixture-models.ts';

const { models } = await publishedFixture();
const [a, b] = models.map(({ manifest }) => manifest);
if (a === undefined || b === undefined) {
  throw new Error('the fixture has two models');
}

/** A code with a right checksum over any bytes. */
function sealed(...bytes: number[]): string {
  const checksum = crc16(Uint8Array.from(bytes));
  return toBase64url(Uint8Array.from([...bytes, checksum >> 8, checksum & 0xff]));
}

const tagBytes = [0, 2, 4].map((at) => Number.parseInt(a.tag.slice(at, at + 2), 16));
const good = encodeFace(seedFace(a.tag, 42));

/** Codes that no face of this site has, and what is wrong with them. */
const refused = [
  ['a changed character', good.replace(/.$/, good.endsWith('0') ? 'g' : '0'), 400, 'damaged-code'],
  ['a missing end', good.slice(0, 6), 400, 'damaged-code'],
  ['a character of no alphabet', `${good.slice(0, -1)}!`, 400, 'damaged-code'],
  ['a later version', sealed(0x20, ...tagBytes, 1), 400, 'unsupported-code'],
  ['a later kind', sealed(0x1f, ...tagBytes, 1), 400, 'unsupported-code'],
  ['another model', encodeFace(seedFace('ffffff', 42)), 404, 'unknown-model'],
  ['a direction too many', encodeFace(seedFace(a.tag, 1, [{ direction: 2, amount: 1 }])), 400, 'unfit-code'],
  ['a z of another size', encodeFace(latentFace(a.tag, new Float32Array(9))), 400, 'unfit-code'],
  ['no end', 'A'.repeat(5000), 400, 'invalid-request'],
] as const;

describe('GET /api/faces/CODE', () => {
  test('tells the model, the seed and the z of a seed', async () => {
    const response = await fetchWorker(`/api/faces/${good}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      code: good,
      url: `${ORIGIN}/f/${good}`,
      model: a.id,
      kind: 'seed',
      seed: 42,
      edits: [],
      z: Array.from(latentFromSeed(42, 8), (value) => Math.fround(0.75 * value)),
    });
  });

  test('tells the edits of a seed, and moves z along the directions of the model', async () => {
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

  test('gives the z of a latent face as it is', async () => {
    const face = latentFace(b.tag, Float32Array.from([1, -1, 0, 0.5, -4, 3.96875, 0, 0.03125]));
    const body = await (await fetchWorker(`/api/faces/${encodeFace(face)}`)).json();
    expect(body).toMatchObject({ model: b.id, kind: 'latent', seed: null, edits: [], z: Array.from(face.z) });
  });

  test('may be kept, and read from other sites', async () => {
    const { headers } = await fetchWorker(`/api/faces/${good}`);
    expect(headers.get('Cache-Control')).toBe('public, max-age=86400');
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
  });

  test.each(refused)('refuses %s', async (_, code, status, name) => {
    await expectProblem(await fetchWorker(`/api/faces/${code}`), status, name);
  });

  test('names the byte at fault and the reason', async () => {
    const damaged = await expectProblem(await fetchWorker('/api/faces/AAAAAAAAAAAA'), 400, 'damaged-code');
    expect(damaged).toMatchObject({ reason: 'checksum', byte: 7 });
    const unknown = await fetchWorker(`/api/faces/${encodeFace(seedFace('ffffff', 42))}`);
    expect(await expectProblem(unknown, 404, 'unknown-model')).toMatchObject({ tag: 'ffffff' });
  });

  test('answers with a problem in a browser too', async () => {
    await expectProblem(await fetchWorker('/api/faces/AAAA', { headers: NAVIGATION }), 400, 'damaged-code');
  });
});

describe('GET /f/CODE', () => {
  test('is the page for every kind of face', async () => {
    const codes = [
      good,
      encodeFace(seedFace(a.tag, 1, [{ direction: 1, amount: 1 }])),
      encodeFace(latentFace(b.tag, new Float32Array(8))),
    ];
    for (const code of codes) {
      const response = await fetchWorker(`/f/${code}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('Cache-Control')).toBe('public, no-cache');
      expect(await response.text()).toContain('<div id="page">');
    }
  });

  test.each(refused)(
    'for %s is the page in a browser, with the status, so that it can explain',
    async (...row) => {
      const [, code, status] = row;
      const response = await fetchWorker(`/f/${code}`, { headers: NAVIGATION });
      expect(response.status).toBe(status);
      expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('Cache-Control')).toBe('no-store');
      expect(response.headers.get('Vary')).toContain('Accept');
      expect(await response.text()).toContain('<title>Dareka</title>');
    },
  );

  test.each(refused)('for %s is a problem elsewhere', async (_, code, status, name) => {
    for (const accept of ['*/*', 'application/json', 'application/problem+json, text/html;q=0.5']) {
      const response = await fetchWorker(`/f/${code}`, { headers: { Accept: accept } });
      expect(response.headers.get('Vary')).toContain('Accept');
      await expectProblem(response, status, name);
    }
  });
});
