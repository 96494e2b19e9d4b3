import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { latentFace, seedFace } from '../../latent/face.ts';
import { app } from '../app.ts';
import { candidateIds, LINK_ID } from '../links/short-id.ts';
import { expectProblem, fetchWorker, NAVIGATION, ORIGIN } from '../testing/fetch-worker.ts';
import { publishedFixture } from '../testing/fixture-models.ts';

const { models } = await publishedFixture();
const [{ manifest }] = models;

/** Other files of tests store links to the first seeds. */
let next = 1_000_000;
function freshCode() {
  return encodeFace(seedFace(manifest.tag, next++));
}

type Link = { id: string; code: string; url: string };

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const init = { 'Content-Type': 'application/json', ...headers };
  return fetchWorker('/api/links', {
    method: 'POST',
    headers: init,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('POST /api/links', () => {
  test('makes a short link that leads to the face', async () => {
    const code = encodeFace(latentFace(manifest.tag, new Float32Array(8).fill(0.5)));
    const response = await post({ code });
    expect(response.status).toBe(201);
    const link = await response.json<Link>();
    expect(link).toEqual({ id: expect.stringMatching(LINK_ID), code, url: `${ORIGIN}/s/${link.id}` });
    expect(response.headers.get('Location')).toBe(link.url);
    const followed = await fetchWorker(`/s/${link.id}`, { redirect: 'manual' });
    expect(followed.status).toBe(302);
    expect(followed.headers.get('Location')).toBe(`/f/${code}`);
  });

  test('gives the same id for the same code, to concurrent requests too', async () => {
    const code = freshCode();
    const responses = await Promise.all(Array.from({ length: 10 }, () => post({ code })));
    const links = await Promise.all(responses.map((response) => response.json<Link>()));
    expect(new Set(links.map(({ id }) => id)).size).toBe(1);
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await post({ code })).status).toBe(200);
  });

  test('gives a code its second id where another code has its first one', async () => {
    const code = freshCode();
    const [first, second] = await candidateIds(code);
    await env.LINKS.prepare('INSERT INTO links (id, code) VALUES (?, ?)').bind(first, freshCode()).run();
    const link = await (await post({ code })).json<Link>();
    expect(link.id).toBe(second);
    expect((await (await post({ code })).json<Link>()).id).toBe(second);
  });

  test.each<[string, unknown, number, string]>([
    ['no code', {}, 400, 'invalid-request'],
    ['a code that is a number', { code: 7 }, 400, 'invalid-request'],
    ['more than a code', { code: freshCode(), id: 'mine' }, 400, 'invalid-request'],
    ['a list', [], 400, 'invalid-request'],
    ['no JSON', '{"code"', 400, 'invalid-request'],
    ['nothing', '', 400, 'invalid-request'],
    ['a damaged code', { code: 'AAAA' }, 400, 'damaged-code'],
    ['SQL', { code: "'); DROP TABLE links; --" }, 400, 'damaged-code'],
    ['a code of no model', { code: encodeFace(seedFace('ffffff', 1)) }, 404, 'unknown-model'],
    ['a large body', { code: 'A'.repeat(9000) }, 413, 'body-too-large'],
  ])('refuses %s', async (_, body, status, name) => {
    await expectProblem(await post(body), status, name);
  });

  test('refuses a body whose Content-Type is not JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      await expectProblem(
        await post({ code: freshCode() }, { 'Content-Type': type }),
        415,
        'unsupported-media-type',
      );
    }
  });

  test('refuses a large body that is streamed without a Content-Length', async () => {
    const parts = Array.from({ length: 20 }, () => new Uint8Array(1000).fill(0x20));
    const response = await fetchWorker('/api/links', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: new Blob(parts).stream(),
    });
    await expectProblem(response, 413, 'body-too-large');
  });

  test('refuses a body that breaks off, which is not a fault of the site', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"code":'));
      },
      pull(controller) {
        controller.error(new Error('the client went away'));
      },
    });
    const headers = { 'Content-Type': 'application/json' };
    const request = new Request(`${ORIGIN}/api/links`, { method: 'POST', headers, body });
    const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };
    const problem = await expectProblem(await app.fetch(request, env, context), 400, 'invalid-request');
    expect(problem.detail).toBe('body: was not sent to its end.');
  });

  test('answers 429 to an address that makes too many links', async () => {
    const key = '192.0.2.9';
    // The minute may end between using up its allowance and asking once more; not twice in a row.
    async function refusedOnce() {
      while ((await env.WRITES?.limit({ key }))?.success) {}
      return post({ code: freshCode() }, { 'CF-Connecting-IP': key });
    }
    const first = await refusedOnce();
    const refused = first.status === 429 ? first : await refusedOnce();
    expect(refused.headers.get('Retry-After')).toBe('60');
    await expectProblem(refused, 429, 'too-many-requests');
  });
});

test('a limit that fails stops neither links nor pictures', async () => {
  const broken: RateLimit = { limit: () => Promise.reject(new Error('no space left on device')) };
  const failing = { ...env, RENDERS: broken, WRITES: broken, RENDERS_IN_ALL: broken, WRITES_IN_ALL: broken };
  const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };
  const code = freshCode();
  const picture = await app.fetch(new Request(`${ORIGIN}/f/${code}.png`), failing, context);
  expect(picture.status).toBe(200);
  const headers = { 'Content-Type': 'application/json' };
  const request = new Request(`${ORIGIN}/api/links`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ code }),
  });
  expect((await app.fetch(request, failing, context)).status).toBe(201);
});

test('all clients together have a limit, too', async () => {
  const used: RateLimit = { limit: ({ key }) => Promise.resolve({ success: key !== 'everyone' }) };
  const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };
  for (const [path, init] of [
    [`/f/${freshCode()}.png`, {}],
    [
      '/api/links',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ code: freshCode() }),
      },
    ],
  ] as const) {
    const settings = { ...env, RENDERS_IN_ALL: used, WRITES_IN_ALL: used };
    const response = await app.fetch(new Request(ORIGIN + path, init), settings, context);
    await expectProblem(response, 429, 'too-many-requests');
  }
});

describe('GET /s/ID', () => {
  test.each(['2345678', 'abc', 'A'.repeat(60), "';--", '%00'])(
    'answers 404 for the unknown id %s',
    async (id) => {
      await expectProblem(await fetchWorker(`/s/${id}`), 404, 'unknown-link');
      const page = await fetchWorker(`/s/${id}`, { headers: NAVIGATION });
      expect(page.status).toBe(404);
      expect(await page.text()).toContain('There is no such short link');
    },
  );
});

describe('while the database does not answer', () => {
  const TAKE_AWAY = 'ALTER TABLE links RENAME TO gone';
  const GIVE_BACK = 'ALTER TABLE gone RENAME TO links';
  afterEach(async () => {
    await env.LINKS.prepare(GIVE_BACK).run();
  });

  test('short links answer 503, and everything else works', async () => {
    await env.LINKS.prepare(TAKE_AWAY).run();
    const code = freshCode();
    const refused = await post({ code });
    expect(refused.headers.get('Retry-After')).toBe('60');
    const problem = await expectProblem(refused, 503, 'links-unavailable');
    expect(problem.detail).toContain('The long link works');
    await expectProblem(await fetchWorker('/s/2345678'), 503, 'links-unavailable');
    for (const path of [
      `/f/${code}`,
      `/f/${code}.png`,
      `/api/faces/${code}`,
      '/api/seed',
      `/embed/${code}`,
    ]) {
      expect((await fetchWorker(path)).status).toBe(200);
    }
    const health = await fetchWorker('/healthz');
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({
      status: 'degraded',
      links: 'unavailable',
    });
  });
});
