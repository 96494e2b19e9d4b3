import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../sha256.ts';
import { bytesOf, expectProblem, fetchWorker } from '../testing/fetch-worker.ts';
import { FIXTURE_RUNTIME, publishedFixture } from '../testing/fixture-models.ts';

const { models } = await publishedFixture();
const { manifest, files } = models[0];
const generator = files.get('generator.onnx') ?? new Uint8Array();

const GENERATOR = `/models/${manifest.id}/generator.onnx`;
/** Too large to be stored without a coding. */
const LARGE = `/ort/${FIXTURE_RUNTIME.version}/ort.wasm`;
const large = FIXTURE_RUNTIME.files.get('ort.wasm') ?? new Uint8Array();

const BOTH = [
  [GENERATOR, generator],
  [LARGE, large],
] as const;

async function tagOf(path: string, headers: Record<string, string> = {}): Promise<string> {
  return (await fetchWorker(path, { headers })).headers.get('ETag') ?? '';
}

describe('a file of a published model', () => {
  test('has the published bytes, and is cached for ever', async () => {
    for (const [name, content] of files) {
      const response = await fetchWorker(`/models/${manifest.id}/${name}`);
      expect(response.status).toBe(200);
      expect(await bytesOf(response)).toEqual(content);
      expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable, no-transform');
      expect(response.headers.get('Content-Length')).toBe(String(content.length));
    }
  });

  test.each([
    ['generator.onnx', 'application/octet-stream'],
    ['directions.bin', 'application/octet-stream'],
    ['probe.png', 'image/png'],
    ['manifest.json', 'application/json'],
    ['card.md', 'text/markdown; charset=utf-8'],
  ])('%s has the Content-Type %s, and browsers must not guess another', async (name, type) => {
    const { headers } = await fetchWorker(`/models/${manifest.id}/${name}`);
    expect(headers.get('Content-Type')).toBe(type);
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  test('may be used by every site', async () => {
    const { headers } = await fetchWorker(GENERATOR);
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(headers.get('Access-Control-Expose-Headers')).toContain('Content-Range');
  });

  test('has the SHA-256 of its bytes as a strong entity tag', async () => {
    expect(await tagOf(GENERATOR)).toBe(`"${await sha256Hex(generator)}"`);
  });

  test('answers 404 if it does not exist', async () => {
    await expectProblem(await fetchWorker('/models/nobody-ffffff/generator.onnx'), 404, 'unknown-model');
    await expectProblem(await fetchWorker(`/models/${manifest.id}/nothing.bin`), 404, 'not-found');
    await expectProblem(await fetchWorker(`/models/${manifest.id}/generator.onnx.br`), 404, 'not-found');
    await expectProblem(await fetchWorker(`/models/${manifest.id}/..%2Findex.json`), 400, 'invalid-request');
    await expectProblem(await fetchWorker(`/models/${manifest.id}/a/b`), 404, 'not-found');
    await expectProblem(await fetchWorker('/models/__proto__/toString'), 400, 'invalid-request');
  });
});

describe('the index of models', () => {
  test('is revalidated each time', async () => {
    const response = await fetchWorker('/models/index.json');
    expect(response.headers.get('Cache-Control')).toBe('public, no-cache');
    expect(await response.json()).toMatchObject({ default: manifest.id });
  });
});

describe('a file in a content coding', () => {
  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
  ])(
    'for Accept-Encoding "%s" is %s, of known length, with an entity tag of its own',
    async (header, coding) => {
      for (const [path, content] of BOTH) {
        const headers = { 'Accept-Encoding': header };
        const response = await fetchWorker(path, { headers });
        expect(response.status).toBe(200);
        expect(response.headers.get('Content-Encoding')).toBe(coding);
        expect(response.headers.get('Vary')).toContain('Accept-Encoding');
        const encoded = await bytesOf(response);
        expect(encoded.length).toBeLessThan(content.length);
        expect(response.headers.get('Content-Length')).toBe(String(encoded.length));
        expect(response.headers.get('ETag')).toBe(`"${await sha256Hex(encoded)}"`);
        expect(await bytesOf(await fetchWorker(path, { headers, encodeResponseBody: 'automatic' }))).toEqual(
          content,
        );
      }
    },
  );

  test.each(['', 'identity', 'zstd', 'br;q=0, gzip;q=0'])(
    'is decoded here for a client with Accept-Encoding "%s"',
    async (header) => {
      for (const [path, content] of BOTH) {
        const response = await fetchWorker(path, { headers: { 'Accept-Encoding': header } });
        expect(response.headers.has('Content-Encoding')).toBe(false);
        expect(response.headers.get('Content-Length')).toBe(String(content.length));
        expect(response.headers.get('ETag')).toBe(`"${await sha256Hex(content)}"`);
        expect(await bytesOf(response)).toEqual(content);
      }
    },
  );

  test('is one that the client accepts, although Cloudflare accepts more on its behalf', async () => {
    const headers = { 'Accept-Encoding': 'br, gzip' };
    const gzip = await fetchWorker(GENERATOR, {
      headers,
      cf: { clientAcceptEncoding: 'gzip' } as RequestInitCfProperties,
    });
    expect(gzip.headers.get('Content-Encoding')).toBe('gzip');
    const plain = await fetchWorker(GENERATOR, {
      headers,
      cf: { clientAcceptEncoding: '' } as RequestInitCfProperties,
    });
    expect(plain.headers.has('Content-Encoding')).toBe(false);
  });

  test('is not used where it saves nothing', async () => {
    const response = await fetchWorker(`/models/${manifest.id}/probe.png`, {
      headers: { 'Accept-Encoding': 'br' },
    });
    expect(response.headers.has('Content-Encoding')).toBe(false);
  });
});

describe('a conditional request', () => {
  test('is answered with 304 if the client has these bytes', async () => {
    for (const accepted of ['br', 'gzip', 'identity']) {
      const headers = { 'Accept-Encoding': accepted };
      const tag = await tagOf(GENERATOR, headers);
      for (const list of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
        const response = await fetchWorker(GENERATOR, { headers: { ...headers, 'If-None-Match': list } });
        expect(response.status).toBe(304);
        expect(await bytesOf(response)).toHaveLength(0);
        expect(response.headers.get('ETag')).toBe(tag);
        expect(response.headers.get('Cache-Control')).toContain('immutable');
        expect(response.headers.get('Vary')).toContain('Accept-Encoding');
        expect(response.headers.has('Content-Length')).toBe(false);
      }
    }
  });

  test('is answered in full if the client has others', async () => {
    const encoded = await tagOf(GENERATOR, { 'Accept-Encoding': 'br' });
    for (const list of ['"other"', encoded]) {
      const response = await fetchWorker(GENERATOR, { headers: { 'If-None-Match': list } });
      expect(response.status).toBe(200);
      expect(await bytesOf(response)).toEqual(generator);
    }
  });

  test('with If-Match succeeds for the strong tag of these bytes only', async () => {
    const tag = await tagOf(GENERATOR);
    expect((await fetchWorker(GENERATOR, { headers: { 'If-Match': tag } })).status).toBe(200);
    for (const list of ['"other"', `W/${tag}`]) {
      await expectProblem(
        await fetchWorker(GENERATOR, { headers: { 'If-Match': list } }),
        412,
        'precondition-failed',
      );
    }
  });
});

describe('a range', () => {
  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=100-199', 100, 200],
    ['bytes=12000-', 12_000, undefined],
    ['bytes=-45', -45, undefined],
    ['bytes=12000-99999', 12_000, undefined],
  ])('%s is that part of the file', async (range, start, end) => {
    for (const [path, content] of BOTH) {
      const part = content.slice(start, end);
      const first = start < 0 ? content.length + start : start;
      const response = await fetchWorker(path, { headers: { Range: range } });
      expect(response.status).toBe(206);
      expect(response.headers.get('Content-Range')).toBe(
        `bytes ${first}-${first + part.length - 1}/${content.length}`,
      );
      expect(response.headers.get('Content-Length')).toBe(String(part.length));
      expect(await bytesOf(response)).toEqual(part);
    }
  });

  test('is of the file itself, whatever coding the client takes', async () => {
    for (const [path, content] of BOTH) {
      const headers = { Range: 'bytes=1000-1999', 'Accept-Encoding': 'br, gzip' };
      const response = await fetchWorker(path, { headers });
      expect(response.status).toBe(206);
      expect(response.headers.has('Content-Encoding')).toBe(false);
      expect(response.headers.get('ETag')).toBe(`"${await sha256Hex(content)}"`);
      expect(response.headers.get('Vary')).toContain('Accept-Encoding');
      expect(await bytesOf(response)).toEqual(content.slice(1000, 2000));
    }
  });

  test('past the end answers 416 with the length of the file', async () => {
    for (const range of ['bytes=12345-', 'bytes=99999-100000', 'bytes=-0']) {
      const response = await fetchWorker(GENERATOR, { headers: { Range: range } });
      expect(response.headers.get('Content-Range')).toBe('bytes */12345');
      expect((await expectProblem(response, 416, 'unsatisfiable-range')).detail).toContain('12345');
    }
  });

  test('is ignored if it is malformed, or if there are several', async () => {
    for (const range of ['bytes=5-2', 'bytes=0-1,5-6', 'lines=1-2']) {
      const response = await fetchWorker(GENERATOR, { headers: { Range: range } });
      expect(response.status).toBe(200);
      expect(await bytesOf(response)).toEqual(generator);
    }
  });

  test('with If-Range is answered only if the client has the same version of the file', async () => {
    const range = 'bytes=100-199';
    const tag = await tagOf(GENERATOR);
    expect((await fetchWorker(GENERATOR, { headers: { Range: range, 'If-Range': tag } })).status).toBe(206);
    const encoded = await tagOf(GENERATOR, { 'Accept-Encoding': 'br' });
    for (const other of ['"other"', `W/${tag}`, encoded, 'Wed, 21 Oct 2015 07:28:00 GMT']) {
      const response = await fetchWorker(GENERATOR, {
        headers: { Range: range, 'If-Range': other, 'Accept-Encoding': 'br' },
      });
      expect(response.status).toBe(200);
      expect(response.headers.get('Content-Encoding')).toBe('br');
    }
  });

  test('is answered with 304 if the client has the file', async () => {
    const headers = { Range: 'bytes=0-9', 'If-None-Match': await tagOf(GENERATOR) };
    expect((await fetchWorker(GENERATOR, { headers })).status).toBe(304);
  });
});

describe('HEAD', () => {
  test('answers with the headers of GET alone, and ignores ranges', async () => {
    for (const accepted of ['identity', 'gzip', 'br']) {
      const headers = { 'Accept-Encoding': accepted };
      const get = await fetchWorker(LARGE, { headers });
      const head = await fetchWorker(LARGE, { method: 'HEAD', headers: { ...headers, Range: 'bytes=0-1' } });
      expect(head.status).toBe(200);
      expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(get.headers));
      expect(await bytesOf(head)).toHaveLength(0);
    }
  });
});

describe('a file of ONNX Runtime', () => {
  test('is cached for ever and has the type that browsers require', async () => {
    const wasm = await fetchWorker(LARGE);
    expect(wasm.headers.get('Content-Type')).toBe('application/wasm');
    expect(wasm.headers.get('Cache-Control')).toContain('immutable');
    const module = await fetchWorker(`/ort/${FIXTURE_RUNTIME.version}/ort.mjs`);
    expect(module.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
  });

  test('answers 404 for an unknown version or name', async () => {
    await expectProblem(await fetchWorker('/ort/0.0.0/ort.wasm'), 404, 'not-found');
    await expectProblem(await fetchWorker(`/ort/${FIXTURE_RUNTIME.version}/nothing.wasm`), 404, 'not-found');
    const invalid = await expectProblem(await fetchWorker('/ort/%2e%2e%2f/ort.wasm'), 400, 'invalid-request');
    expect(invalid.errors).toMatchObject([{ where: 'path.version' }]);
  });
});
