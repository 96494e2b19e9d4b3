import { env } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { avatarFace, avatarModel } from '../../latent/avatar.ts';
import { decodeFace, encodeFace } from '../../latent/code/code.ts';
import { decodeDirections } from '../../latent/directions.ts';
import { latentFromFace } from '../../latent/face.ts';
import type { Traits } from '../../latent/traits/traits.ts';
import { readMark } from '../../picture/mark.ts';
import { decodePng } from '../../picture/png.ts';
import { app } from '../app.ts';
import { sha256Hex } from '../sha256.ts';
import { bytesOf, expectProblem, fetchWorker } from '../testing/fetch-worker.ts';
import { FIXTURE_AVATAR_SHA256, publishedFixture } from '../testing/fixture-models.ts';

const { models } = await publishedFixture();
const [{ manifest, files }, { manifest: undrawable }, { manifest: other }] = models;
const directions = decodeDirections(
  (files.get('directions.bin') ?? new Uint8Array()).buffer,
  manifest.latentSize,
);

/** The share code of a name by the rule itself. */
function codeOf(name: string, traits: Traits = {}): string {
  return encodeFace(avatarFace(name, traits, avatarModel(manifest, directions)));
}

describe('GET /a/NAME', () => {
  test.each([
    ['alice.png', 'alice', {}],
    ['alice', 'alice', {}],
    ['alice.png?age=old', 'alice', { age: 'old' }],
    ['alice.png?AGE=old&smile=-.5', 'alice', { age: 'old', smile: -0.5 }],
    ['%20Zoe%CC%88.png', 'Zo\u00eb', {}],
    ['100%25', '100%', {}],
    ['a%2Fb.png', 'a/b', {}],
    ['node.js', 'node.js', {}],
    ['alice.', 'alice.', {}],
    ['%E8%AA%B0%E3%81%8B', '誰か', {}],
    [`alice.png?model=${manifest.tag}`, 'alice', {}],
    [`alice.png?model=${manifest.id}`, 'alice', {}],
    // What another model's directions are called.
    ['alice.png?size=128&cheekBones=x', 'alice', {}],
  ] as const)('/a/%s is the face of %j with %j', async (path, name, traits) => {
    const response = await fetchWorker(`/a/${path}`);
    expect(response.status).toBe(200);
    const code = codeOf(name, traits);
    expect(response.headers.get('Content-Location')).toBe(`/f/${code}.png?size=128`);
    expect(response.headers.get('Link')).toBe(`</f/${code}>; rel="alternate"; type="text/html"`);
    expect((await decodePng((await bytesOf(response)).buffer)).width).toBe(128);
  });

  test('is the picture of its face, drawn once for both addresses', async () => {
    const avatar = await fetchWorker('/a/bob.png?size=16');
    const picture = await fetchWorker(avatar.headers.get('Content-Location') ?? '');
    expect(avatar.headers.get('Cache-Status')).toBe('dareka; fwd=miss; stored');
    expect(picture.headers.get('Cache-Status')).toBe('dareka; hit');
    expect(await bytesOf(picture)).toEqual(await bytesOf(avatar));
    expect(picture.headers.get('ETag')).toBe(avatar.headers.get('ETag'));
  });

  test('has the traits of the model that is asked for, by its own names', async () => {
    const places = ['', '&hair=yes', '&cheek-bones=no', '&size=128'].map(async (more) => {
      const response = await fetchWorker(`/a/alice.png?model=${other.tag}${more}`);
      return response.headers.get('Content-Location');
    });
    const [usual, hair, cheeks, sized] = await Promise.all(places);
    expect(usual).toMatch(/^\/f\//);
    expect(new Set([usual, hair, cheeks]).size).toBe(3);
    expect(sized).toBe(usual);
  });

  test('is one picture, whatever the spelling of the request', async () => {
    await bytesOf(await fetchWorker('/a/carol.png?age=old&smile=no'));
    for (const path of [
      '/a/carol.png?smile=no&age=old',
      '/a/carol?smile=-0.9&Age=0.90&fbclid=a&fbclid=b',
      `/a/v1/carol.png?size=0128&age=old&smile=no&model=${manifest.tag}`,
      '/a/%63arol.png?age=old&smile=no',
    ]) {
      expect((await fetchWorker(path)).headers.get('Cache-Status')).toBe('dareka; hit');
    }
  });

  test('may be stored for an hour, and is 304 for a client that has it', async () => {
    const first = await fetchWorker('/a/dave.png');
    expect(first.headers.get('Cache-Control')).toContain('max-age=3600,');
    const etag = first.headers.get('ETag') ?? '';
    const again = await fetchWorker('/a/dave.png', { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
    for (const name of ['Content-Location', 'Cache-Control', 'ETag', 'Link']) {
      expect(again.headers.get(name)).toBe(first.headers.get(name));
    }
    expect((await fetchWorker('/a/eve.png', { headers: { 'If-None-Match': etag } })).status).toBe(200);
  });

  test('is the same file on every machine, which says whose face it is', async () => {
    const file = await bytesOf(await fetchWorker('/a/alice.png?age=old'));
    expect(readMark(file)).toEqual({ code: codeOf('alice', { age: 'old' }), model: manifest.id });
    expect(await sha256Hex(file)).toBe(FIXTURE_AVATAR_SHA256);
  });

  test.each([
    ['alice.webp', '*/*', 'image/webp'],
    ['alice.jpg', '*/*', 'image/jpeg'],
    ['alice.jpeg', 'image/webp', 'image/jpeg'],
    ['alice', 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', 'image/webp'],
    ['alice', 'image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5', 'image/png'],
    ['alice', 'image/jpeg', 'image/jpeg'],
    ['alice', 'image/jpeg,image/png', 'image/png'],
    ['alice', 'image/webp;q=0,image/*', 'image/png'],
    ['alice', 'text/html', 'image/png'],
    ['alice', '', 'image/png'],
  ])('/a/%s with Accept: %s is %s', async (file, accept, type) => {
    const response = await fetchWorker(`/a/${file}`, { headers: { Accept: accept } });
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, type]);
    expect(response.headers.get('Vary')).toBe(file === 'alice' ? 'Accept' : null);
    const place = response.headers.get('Content-Location') ?? '';
    const picture = await fetchWorker(place);
    expect(picture.headers.get('Content-Type')).toBe(type);
    expect(await bytesOf(picture)).toEqual(await bytesOf(response));
  });

  test('depends on Accept where the address names no format, and says so', async () => {
    expect((await fetchWorker('/a/dave')).headers.get('Vary')).toBe('Accept');
    expect((await fetchWorker('/a/dave.png')).headers.has('Vary')).toBe(false);
  });

  test('may be loaded by other sites', async () => {
    const { headers } = await fetchWorker('/a/dave.png', { headers: { Origin: 'https://elsewhere.test' } });
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(headers.get('Access-Control-Expose-Headers')).toContain('Content-Location');
  });

  test.each([
    ['alice.png?hat=yes', 'query.hat', 'the model has no trait "hat"; it has smile, age'],
    ['alice.png?hair=long', 'query.hair', 'the model has no trait "hair"; it has smile, age'],
    ['alice.png?age=ancient', 'query.age', 'age is young, old, or a number from -1 to 1; not "ancient"'],
    ['alice.png?age=old&Age=young', 'query.age', 'has to be given once'],
    ['alice.png?size=15', 'query.size', 'has to be a whole number in 16 … 512'],
    ['alice.png?size=513', 'query.size', 'has to be a whole number in 16 … 512'],
    ['.png', 'path.name', 'a name has 1 … 256 bytes of UTF-8, this one 0'],
    ['%20', 'path.name', 'a name has 1 … 256 bytes of UTF-8, this one 0'],
    ['x'.repeat(257), 'path.name', 'a name has 1 … 256 bytes of UTF-8, this one 257'],
    ['%E0%A4%A', 'path.name', 'is not percent-encoded UTF-8'],
  ])('refuses /a/%s', async (path, where, detail) => {
    const problem = await expectProblem(await fetchWorker(`/a/${path}`), 400, 'invalid-request');
    expect(problem.errors).toEqual([{ where, detail }]);
  });

  test('refuses a model that is not there, and one that the edge cannot draw', async () => {
    await expectProblem(await fetchWorker('/a/alice.png?model=ffffff'), 404, 'unknown-model');
    await expectProblem(await fetchWorker(`/a/alice.png?model=${undrawable.tag}`), 404, 'not-drawable');
  });

  test('leaves no name and no code in the logs', async () => {
    const { ASSETS, LINKS } = env;
    const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };
    const lines: unknown[] = [];
    const spies = (['info', 'warn', 'error', 'log', 'debug'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...line) => lines.push(...line)),
    );
    for (const path of [
      '/a/mallory.png',
      '/a/v1/mallory?age=old',
      '/a/mallory?age=mallory',
      '/a/mallory/x',
    ]) {
      await app.fetch(new Request(`https://dareka.test${path}`), { ASSETS, LINKS }, context);
    }
    for (const spy of spies) {
      spy.mockRestore();
    }
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expect(lines.join('\n')).toContain('/a/:name');
    expect(lines.join('\n')).not.toContain('mallory');
    expect(lines.join('\n')).not.toContain(codeOf('mallory'));
  });
});

describe.each(['v1', 'v2'])('GET /a/%s/NAME', (version) => {
  test('never changes', async () => {
    const pinned = await fetchWorker(`/a/${version}/alice.png?age=old`);
    expect(pinned.headers.get('Cache-Control')).toContain('immutable');
    expect(pinned.headers.get('Content-Location')).toBe(`/f/${codeOf('alice', { age: 'old' })}.png?size=128`);
  });

  test('its version and random are names', async () => {
    expect((await fetchWorker(`/a/${version}`)).headers.get('Content-Location')).toContain(codeOf(version));
    expect((await fetchWorker(`/a/${version}/random`)).headers.get('Content-Location')).toContain(
      codeOf('random'),
    );
  });
});

describe('GET /a/random', () => {
  test.each(['/a/random', '/a/random.png'])('%s leads to another face each time', async (path) => {
    const answers = await Promise.all(
      [1, 2].map(() => fetchWorker(`${path}?size=64&age=old`, { redirect: 'manual' })),
    );
    const places = answers.map(({ headers }) => headers.get('Location') ?? '');
    expect(new Set(places).size).toBe(2);
    for (const [i, { status, headers }] of answers.entries()) {
      expect(status).toBe(302);
      expect(headers.get('Cache-Control')).toBe('no-store');
      const [, code = ''] = /^\/f\/([\w-]+)\.png\?size=64$/.exec(places[i] ?? '') ?? [];
      const face = decodeFace(code);
      const { latentSize, prior } = manifest;
      const z = latentFromFace(face, { latentSize, truncation: prior.truncation, directions });
      // The fixture's second direction is the second axis; amounts are rounded to 1/32.
      expect(Math.abs((z[1] ?? 0) - 0.9 * 2)).toBeLessThan(1 / 32);
      expect((await fetchWorker(places[i] ?? '')).status).toBe(200);
    }
  });
});
