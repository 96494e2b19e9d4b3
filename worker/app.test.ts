import { describe, expect, test } from 'vitest';
import { encodeFace } from '../latent/code/code.ts';
import { seedFace } from '../latent/face.ts';
import { bytesOf, expectProblem, fetchWorker, NAVIGATION } from './testing/fetch-worker.ts';
import { FIXTURE_RUNTIME, publishedFixture } from './testing/fixture-models.ts';

const { models } = await publishedFixture();
const { manifest } = models[0];

/** One path of every route. */
const paths = [
  '/',
  `/f/${encodeFace(seedFace(manifest.tag, 1))}`,
  `/f/${encodeFace(seedFace(manifest.tag, 1))}.png`,
  `/f/${encodeFace(seedFace(manifest.tag, 1))}/card.png`,
  `/oembed?url=https://dareka.test/f/${encodeFace(seedFace(manifest.tag, 1))}`,
  '/a/alice',
  '/a/v1/alice.png?age=old',
  '/a/v2/alice.png?age=old',
  '/api/avatars?name=alice',
  `/avatar/${'0'.repeat(32)}?d=404`,
  '/9.x/faces/png?seed=alice',
  '/10.x/faces/svg?seed=alice',
  '/styles/1.css',
  '/favicon.svg',
  '/embed',
  '/studio',
  '/embed/v1/dareka.js',
  '/api/seed',
  `/api/faces/${encodeFace(seedFace(manifest.tag, 1))}`,
  '/api/models',
  `/api/models/${manifest.id}`,
  '/models/index.json',
  `/models/${manifest.id}/probe.png`,
  `/ort/${FIXTURE_RUNTIME.version}/ort.mjs`,
  '/problems/not-found',
  '/healthz',
  '/api/openapi.json',
  '/api/docs',
];

describe('every route', () => {
  test.each(paths)('%s answers HEAD as it answers GET, without the body', async (path) => {
    const get = await fetchWorker(path);
    const head = await fetchWorker(path, { method: 'HEAD' });
    expect(get.status).toBe(200);
    expect(head.status).toBe(200);
    expect(head.headers.get('Content-Type')).toBe(get.headers.get('Content-Type'));
    expect(await bytesOf(head)).toHaveLength(0);
  });

  test.each(paths.filter((path) => !path.startsWith('/api/avatars')))(
    '%s refuses other methods and lists its own',
    async (path) => {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const response = await fetchWorker(path, { method });
        expect(response.headers.get('Allow')).toBe('GET, HEAD');
        expect((await expectProblem(response, 405, 'method-not-allowed')).detail).toContain(method);
      }
    },
  );

  test.each([...paths, '/nothing', '/api/faces/AAAA'])('%s sends the security headers', async (path) => {
    const { headers } = await fetchWorker(path);
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toContain("'unsafe-eval'");
    expect(Object.fromEntries(headers)).toMatchObject({
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    // Of what a page could ask for, only the camera, which the page of somebody else may not ask for in ours.
    const allowed = (headers.get('permissions-policy') ?? '')
      .split(', ')
      .filter((each) => !each.endsWith('=()'));
    expect(allowed).toEqual(['camera=(self)']);
  });
});

function codeThatEndsWith(end: string): string {
  // Nine bytes, so that the last character is of six bits.
  const codes = Array.from({ length: 1000 }, (_, i) => encodeFace(seedFace(manifest.tag, 2 ** 14 + i)));
  return codes.find((code) => code.endsWith(end)) ?? '';
}

describe('a link as people paste it', () => {
  const code = encodeFace(seedFace(manifest.tag, 1));
  const emphasis = codeThatEndsWith('_');

  test.each([
    [`/f/${emphasis.slice(0, -1)}`, `/f/${emphasis}`],
    [`/embed/${emphasis.slice(0, -1)}).`, `/embed/${emphasis}`],
    [`/f/${code}/`, `/f/${code}`],
    [`//f/${code}`, `/f/${code}`],
    [`/f/${code})`, `/f/${code}`],
    [`/f/${code}.`, `/f/${code}`],
    [`/f/${code}%E2%80%9D?utm_source=x`, `/f/${code}?utm_source=x`],
    [`/f/${code}.png,?size=64`, `/f/${code}.png?size=64`],
    [`/embed/${code}/`, `/embed/${code}`],
    ['/api/docs/', '/api/docs'],
    ['/studio/', '/studio'],
    ['/s/2345678.', '/s/2345678'],
  ])('%s redirects to %s', async (path, right) => {
    for (const headers of [{}, NAVIGATION]) {
      const response = await fetchWorker(path, { headers, redirect: 'manual' });
      expect(response.status).toBe(301);
      expect(response.headers.get('Location')).toBe(right);
      expect(response.headers.get('Cache-Control')).toContain('max-age');
      expect(response.headers.has('Content-Type')).toBe(false);
      // For an image of another site, and for its script.
      expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    }
  });

  test('never redirects to another site', async () => {
    const response = await fetchWorker('//elsewhere.test/', { redirect: 'manual' });
    expect(response.headers.get('Location')).toBe('/elsewhere.test');
  });
});

describe('other sites', () => {
  const open = paths.filter((path) =>
    /^\/(a|avatar|api|models|ort|styles|\d+\.x)\/|^\/embed\/v1|^\/oembed|\.png$/.test(path),
  );
  const own = paths.filter((path) => !open.includes(path));

  test.each(open)('may load %s', async (path) => {
    const { headers } = await fetchWorker(path, { headers: { Origin: 'https://elsewhere.test' } });
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
  });

  test.each(own)('may not load %s', async (path) => {
    const { headers } = await fetchWorker(path, { headers: { Origin: 'https://elsewhere.test' } });
    expect(headers.has('Access-Control-Allow-Origin')).toBe(false);
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
  });

  test('may not make short links', async () => {
    const preflight = await fetchWorker('/api/links', {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://elsewhere.test',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type',
      },
    });
    const post = await fetchWorker('/api/links', {
      method: 'POST',
      headers: { Origin: 'https://elsewhere.test', 'Content-Type': 'application/json' },
      body: JSON.stringify({ code: encodeFace(seedFace(manifest.tag, 1)) }),
    });
    expect(preflight.status).toBe(405);
    for (const { headers } of [preflight, post]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
    }
  });

  test('get an answer to a CORS preflight request', async () => {
    const response = await fetchWorker(`/models/${manifest.id}/generator.onnx`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://elsewhere.test',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'if-none-match, range',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(response.headers.get('Access-Control-Allow-Methods')).toBe('GET,HEAD');
    expect(response.headers.get('Access-Control-Allow-Headers')).toContain('if-none-match');
  });
});

test('a query name that a route does not know changes nothing', async () => {
  for (const path of paths) {
    const added = `${path.includes('?') ? '&' : '?'}dnt=1&fbclid=a&fbclid=b&utm_source=x&_=1&v=2`;
    expect([path, (await fetchWorker(path + added)).status]).toEqual([path, 200]);
  }
});

test('an unknown path answers 404 to every method', async () => {
  for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
    await expectProblem(await fetchWorker('/nothing', { method }), 404, 'not-found');
  }
});
