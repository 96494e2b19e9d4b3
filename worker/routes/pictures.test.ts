import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { planOf } from '../../kernel/plan.ts';
import { randomWeights } from '../../kernel/testing/random-model.ts';
import { openReferenceGenerator } from '../../kernel/testing/reference.ts';
import { encodeFace } from '../../latent/code/code.ts';
import { latentFace, latentFromFace, seedFace } from '../../latent/face.ts';
import { readMark } from '../../picture/mark.ts';
import { decodePng } from '../../picture/png.ts';
import { resample } from '../../picture/resample.ts';
import { toRgba } from '../../picture/rgba.ts';
import { app } from '../app.ts';
import type { Catalog } from '../site/catalog.ts';
import { bytesOf, expectProblem, fetchWorker } from '../testing/fetch-worker.ts';
import { publishedFixture } from '../testing/fixture-models.ts';

const { models } = await publishedFixture();
const [{ manifest }, { manifest: undrawable }] = models;
const steps = planOf(manifest);
const plain = new Map(
  Array.from(randomWeights(steps, manifest.latentSize, 1), ([name, layer]) => [
    name,
    { ...layer, scales: layer.scales.map(() => 1) },
  ]),
);
const reference = openReferenceGenerator(steps, plain);
const directions = [0, 1].map((axis) =>
  Float32Array.from({ length: manifest.latentSize }, (_, i) => (i === axis ? 1 : 0)),
);

const faces = {
  'of a seed': seedFace(manifest.tag, 42),
  'of a seed with edits': seedFace(manifest.tag, 42, [{ direction: 1, amount: -1.5 }]),
  'of a latent vector': latentFace(manifest.tag, Float32Array.of(1, -1, 0.5, 0, 2, -0.25, 1, 1)),
};

/** Codes of faces that nobody has asked for yet. */
let next = 1000;
function freshCode() {
  return encodeFace(seedFace(manifest.tag, next++));
}

/** What plain TypeScript draws of a face, at a size. */
function expected(face: (typeof faces)[keyof typeof faces], size: number): Uint8ClampedArray {
  const edge = manifest.resolution;
  const { latentSize, prior } = manifest;
  const z = latentFromFace(face, { latentSize, truncation: prior.truncation, directions });
  return resample({ width: edge, height: edge, data: toRgba(reference(z), edge) }, size, size).data;
}

/** The keys of all pictures in R2. The worker stores a picture there after it has answered, so tests poll for one. */
async function storedKeys(): Promise<string[]> {
  const listed = await env.PICTURES?.list();
  return listed?.objects.map(({ key }) => key) ?? [];
}

function worstDifference(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);
}

describe('GET /f/CODE.png', () => {
  test.each(Object.entries(faces))('is the face %s', async (_, face) => {
    const response = await fetchWorker(`/f/${encodeFace(face)}.png?size=80`);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('image/png');
    const picture = await decodePng((await bytesOf(response)).buffer);
    expect([picture.width, picture.height]).toEqual([80, 80]);
    expect(worstDifference(picture.data, expected(face, 80))).toBeLessThanOrEqual(1);
  });

  test('has the requested size, by default that of the model', async () => {
    for (const [query, size] of [
      ['', 64],
      ['?size=16', 16],
      ['?size=64', 64],
      ['?size=321', 321],
      ['?size=512', 512],
    ] as const) {
      const response = await fetchWorker(`/f/${encodeFace(faces['of a seed'])}.png${query}`);
      expect((await decodePng((await bytesOf(response)).buffer)).width).toBe(size);
    }
  });

  test.each(['size=15', 'size=513', 'size=', 'size=1e2', 'size=-64', 'size=64&size=64'])(
    'refuses ?%s',
    async (query) => {
      const problem = await expectProblem(
        await fetchWorker(`/f/${freshCode()}.png?${query}`),
        400,
        'invalid-request',
      );
      expect(problem.errors).toMatchObject([{ where: `query.${query.split('=')[0]}` }]);
    },
  );

  test('refuses an invalid code, and a face that the edge cannot draw', async () => {
    await expectProblem(await fetchWorker('/f/AAAA.png'), 400, 'damaged-code');
    await expectProblem(
      await fetchWorker(`/f/${encodeFace(seedFace('ffffff', 1))}.png`),
      404,
      'unknown-model',
    );
    const other = await fetchWorker(`/f/${encodeFace(seedFace(undrawable.tag, 1))}.png`);
    expect((await expectProblem(other, 404, 'not-drawable')).detail).toContain(undrawable.id);
  });

  test('may be loaded by other sites, and cached for ever', async () => {
    const { headers } = await fetchWorker(`/f/${freshCode()}.png`, {
      headers: { Origin: 'https://elsewhere.test' },
    });
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(headers.get('Cache-Control')).toContain('immutable');
  });

  test('is drawn once, then comes from the cache, and is 304 for a client that has it', async () => {
    const path = `/f/${freshCode()}.png`;
    const first = await fetchWorker(path);
    expect(first.headers.get('Cache-Status')).toBe('dareka; fwd=miss; stored');
    const second = await fetchWorker(path);
    expect(second.headers.get('Cache-Status')).toBe('dareka; hit');
    expect(await bytesOf(second)).toEqual(await bytesOf(first));
    const etag = first.headers.get('ETag') ?? '';
    const third = await fetchWorker(path, { headers: { 'If-None-Match': etag } });
    expect(third.status).toBe(304);
    expect(third.headers.get('ETag')).toBe(etag);
    const other = await fetchWorker(`/f/${freshCode()}.png`, { headers: { 'If-None-Match': etag } });
    expect(other.status).toBe(200);
  });

  test('is one picture, whatever names the query adds', async () => {
    const path = `/f/${freshCode()}.png`;
    const { headers } = await fetchWorker(path);
    for (const query of [
      '?v=2',
      '?fbclid=a&fbclid=b',
      '?utm_source=x&size=64',
      '?_=1',
      '?width=64',
      '?size=064',
    ]) {
      const again = await fetchWorker(path + query);
      expect([again.status, again.headers.get('Cache-Status')]).toEqual([200, 'dareka; hit']);
      expect(again.headers.get('ETag')).toBe(headers.get('ETag'));
    }
  });

  test('comes from R2 in a data centre that has not drawn it', async () => {
    const path = `/f/${freshCode()}.png`;
    const drawn = await bytesOf(await fetchWorker(path));
    await expect.poll(storedKeys).toContainEqual(expect.stringContaining(path.slice(3)));
    for (const key of await storedKeys()) {
      await caches.default.delete(key);
    }
    const again = await fetchWorker(path);
    expect(again.headers.get('Cache-Status')).toBe('dareka; fwd=miss; detail=store');
    expect(await bytesOf(again)).toEqual(drawn);
  });

  test('is kept in R2 at the usual sizes only', async () => {
    const code = freshCode();
    for (const size of [65, 300, 64]) {
      await bytesOf(await fetchWorker(`/f/${code}.png?size=${size}`));
    }
    await expect.poll(storedKeys).toContainEqual(expect.stringMatching(`${code}.png.size=64$`));
    const own = (await storedKeys()).filter((key) => key.includes(code));
    expect(own).toHaveLength(1);
  });

  test('is stored under the hash of what drew it, so that another build draws it again', async () => {
    const catalog = await (await env.ASSETS.fetch('https://assets.invalid/catalog.json')).json<Catalog>();
    const version = catalog.drawingHashes.face.slice(0, 16);
    const path = `/f/${freshCode()}.png`;
    expect((await fetchWorker(path)).headers.get('ETag')).toContain(`"${version}-`);
    await expect
      .poll(storedKeys)
      .toContainEqual(expect.stringContaining(`/pictures/${version}/${path.slice(3)}`));
  });

  test('is drawn once for 200 concurrent requests', async () => {
    const path = `/f/${freshCode()}.png?size=256`;
    const responses = await Promise.all(Array.from({ length: 200 }, () => fetchWorker(path)));
    const bodies = await Promise.all(responses.map(bytesOf));
    for (const [i, response] of responses.entries()) {
      expect(response.status).toBe(200);
      expect(bodies[i]).toEqual(bodies[0]);
    }
    const drawn = responses.filter(({ headers }) => headers.get('Cache-Status')?.endsWith('stored'));
    expect(drawn).toHaveLength(1);
  });

  test('an address that has too many drawn gets 429, but still gets pictures that are drawn already', async () => {
    const key = '192.0.2.7';
    const address = { headers: { 'CF-Connecting-IP': key } };
    const known = `/f/${freshCode()}.png`;
    await bytesOf(await fetchWorker(known));
    // The minute may end between using up its allowance and asking once more; not twice in a row.
    async function refusedOnce() {
      while ((await env.RENDERS?.limit({ key }))?.success) {}
      return fetchWorker(`/f/${freshCode()}.png`, address);
    }
    const first = await refusedOnce();
    const refused = first.status === 429 ? first : await refusedOnce();
    expect(refused.headers.get('Retry-After')).toBe('60');
    expect(refused.headers.get('Access-Control-Expose-Headers')).toContain('Retry-After');
    await expectProblem(refused, 429, 'too-many-requests');
    expect((await fetchWorker(known, address)).status).toBe(200);
  });

  test('a request that is refused leaves others the picture that they wait for with it', async () => {
    let asked = 0;
    const onceRefused: RateLimit = { limit: () => Promise.resolve({ success: asked++ > 0 }) };
    const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };
    const url = `https://dareka.test/f/${freshCode()}.png`;
    const answers = [1, 2, 3].map(() =>
      app.fetch(new Request(url), { ...env, RENDERS: onceRefused }, context),
    );
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 200, 429]);
  });

  test('works without the bindings of R2 and of rate limits', async () => {
    const { ASSETS, LINKS } = env;
    const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };
    const url = `https://dareka.test/f/${freshCode()}.png`;
    expect((await app.fetch(new Request(url), { ASSETS, LINKS }, context)).status).toBe(200);
  });
});

describe('GET /f/CODE.webp and GET /f/CODE.jpg', () => {
  test.each([
    ['.webp', 'image/webp', 12, 'VP8X'],
    ['.jpg', 'image/jpeg', 6, 'JFIF'],
    ['.jpeg', 'image/jpeg', 6, 'JFIF'],
  ])('%s is %s, marked, drawn once and never changing', async (suffix, type, at, word) => {
    const code = encodeFace(faces['of a seed with edits']);
    const response = await fetchWorker(`/f/${code}${suffix}?size=512`);
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, type]);
    expect(response.headers.get('Cache-Control')).toContain('immutable');
    const file = await bytesOf(response);
    expect(new TextDecoder().decode(file.subarray(at, at + 4))).toBe(word);
    expect(readMark(file)).toEqual({ code, model: manifest.id });
    const again = await fetchWorker(`/f/${code}${suffix}?size=512`);
    expect(again.headers.get('Cache-Status')).toBe('dareka; hit');
    expect(await bytesOf(again)).toEqual(file);
    await expectProblem(await fetchWorker(`/f/AAAA${suffix}`), 400, 'damaged-code');
  });
});

describe('GET /f/CODE/card.png', () => {
  test('is 1200 × 630, with the face large on the left and words beside it', async () => {
    const response = await fetchWorker(`/f/${encodeFace(faces['of a seed'])}/card.png`);
    expect(response.headers.get('Content-Type')).toBe('image/png');
    const file = await bytesOf(response);
    expect(readMark(file)).toEqual({ code: encodeFace(faces['of a seed']), model: manifest.id });
    const card = await decodePng(file.buffer);
    expect([card.width, card.height]).toEqual([1200, 630]);
    const face = expected(faces['of a seed'], 520);
    for (const [x, y] of [
      [100, 100],
      [260, 260],
      [430, 350],
    ] as const) {
      const at = ((55 + y) * 1200 + 55 + x) * 4;
      const [card3, face3] = [
        card.data.slice(at, at + 3),
        face.slice((y * 520 + x) * 4, (y * 520 + x) * 4 + 3),
      ];
      expect(worstDifference(card3, face3)).toBeLessThanOrEqual(1);
    }
    const dark = (x: number, y: number) => (card.data[(y * 1200 + x) * 4] ?? 0) < 128;
    const ink = Array.from({ length: 500 * 200 }, (_, i) => dark(640 + (i % 500), 280 + Math.floor(i / 500)));
    expect(ink.filter(Boolean).length).toBeGreaterThan(5000);
  });

  test('is stored under a hash of its own, so that other lettering leaves faces as they are', async () => {
    const catalog = await (await env.ASSETS.fetch('https://assets.invalid/catalog.json')).json<Catalog>();
    const version = catalog.drawingHashes.card.slice(0, 16);
    expect(catalog.drawingHashes.face.slice(0, 16)).not.toBe(version);
    const path = `/f/${freshCode()}/card.png`;
    expect((await fetchWorker(path)).headers.get('ETag')).toContain(`"${version}-`);
    await expect
      .poll(storedKeys)
      .toContainEqual(expect.stringContaining(`/pictures/${version}/${path.slice(3)}`));
  });

  test.each([
    ['webp', 'image/webp'],
    ['jpg', 'image/jpeg'],
  ])('is there as %s too, in fewer bytes', async (suffix, type) => {
    const code = freshCode();
    const png = await bytesOf(await fetchWorker(`/f/${code}/card.png`));
    const response = await fetchWorker(`/f/${code}/card.${suffix}`);
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, type]);
    const file = await bytesOf(response);
    expect(file.length).toBeLessThan(png.length / 2);
    expect(readMark(file)).toEqual({ code, model: manifest.id });
  });

  test('is one card, whatever the query says', async () => {
    const path = `/f/${freshCode()}/card.png`;
    const { headers } = await fetchWorker(path);
    const again = await fetchWorker(`${path}?size=9&utm_source=x`);
    expect([again.status, again.headers.get('Cache-Status')]).toEqual([200, 'dareka; hit']);
    expect(again.headers.get('ETag')).toBe(headers.get('ETag'));
  });
});
