import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { FIXTURE_RUNTIME, publishedFixture } from '../testing/fixture-models.ts';
import { databaseFiles } from './migrate.ts';
import { reservePort, startServer } from './serve.ts';
import { type ServedFixture, serveFixture } from './testing/served-fixture.ts';

/** Bundling the worker and starting workerd on a machine that has other work too. */
const START_MS = 60_000;

const { models } = await publishedFixture();
const { manifest, files } = models[0];
const generator = Buffer.from(files.get('generator.onnx') ?? []);
const large = Buffer.from(FIXTURE_RUNTIME.files.get('ort.wasm') ?? []);

let server: ServedFixture;

beforeAll(async () => {
  server = await serveFixture();
}, START_MS);

afterAll(() => server?.stop(), START_MS);

type Answer = { status: number | undefined; headers: IncomingHttpHeaders; body: Buffer };

/** What goes over the wire: unlike `fetch`, it asks for no coding of its own and decodes none. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const asked = request(server.url + path, { method, headers }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => {
      resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
    });
  });
  asked.on('error', reject);
  asked.end();
  return promise;
}

describe('over HTTP', () => {
  const MODEL = `/models/${manifest.id}/generator.onnx`;
  const WASM = `/ort/${FIXTURE_RUNTIME.version}/ort.wasm`;
  const BOTH = [
    [MODEL, generator],
    [WASM, large],
  ] as const;
  const decoders = { br: brotliDecompressSync, gzip: gunzipSync };

  test.each(['br', 'gzip'] as const)('files are sent in %s as they are stored', async (coding) => {
    for (const [path, content] of BOTH) {
      const { status, headers, body } = await ask(path, { 'Accept-Encoding': coding });
      expect(status).toBe(200);
      expect(headers['content-encoding']).toBe(coding);
      expect(headers['content-length']).toBe(String(body.length));
      expect(decoders[coding](body).equals(content)).toBe(true);
    }
  });

  test('a client that accepts no coding gets the plain file with its Content-Length', async () => {
    for (const [path, content] of BOTH) {
      const { headers, body } = await ask(path);
      expect(headers['content-encoding']).toBeUndefined();
      expect(headers['content-length']).toBe(String(content.length));
      expect(body.equals(content)).toBe(true);
    }
  });

  test('a range is a part of the plain file', async () => {
    const part = await ask(MODEL, { Range: 'bytes=10000-10999', 'Accept-Encoding': 'br' });
    expect(part.status).toBe(206);
    expect(part.headers['content-encoding']).toBeUndefined();
    expect(part.headers['content-length']).toBe('1000');
    expect(part.headers['content-range']).toBe('bytes 10000-10999/12345');
    expect(part.body.equals(generator.subarray(10_000, 11_000))).toBe(true);
    const end = await ask(WASM, { Range: 'bytes=-1000' });
    expect(end.headers['content-range']).toBe('bytes 39000-39999/40000');
    expect(end.body.equals(large.subarray(39_000))).toBe(true);
  });

  test('HEAD has the Content-Length and the ETag of GET', async () => {
    for (const headers of [{}, { 'Accept-Encoding': 'br' }]) {
      const get = await ask(WASM, headers);
      const head = await ask(WASM, headers, 'HEAD');
      expect(head.status).toBe(200);
      expect(head.body).toHaveLength(0);
      expect(head.headers['content-length']).toBe(String(get.body.length));
      expect(head.headers.etag).toBe(get.headers.etag);
    }
  });

  test('a client that has the file gets 304', async () => {
    const { headers } = await ask(MODEL, { 'Accept-Encoding': 'br' });
    const again = await ask(MODEL, { 'Accept-Encoding': 'br', 'If-None-Match': headers.etag ?? '' });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
  });

  test('short links redirect to this server', async () => {
    const code = encodeFace(seedFace(manifest.tag, 42));
    const response = await fetch(`${server.url}/api/links`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    expect(response.status).toBe(201);
    const { url } = (await response.json()) as { url: string };
    expect((await fetch(url)).url).toBe(`${server.url}/f/${code}`);
  });

  test('links in answers have the origin of this server', async () => {
    const { body } = await ask('/api/seed');
    expect(JSON.parse(body.toString()).seeds[0].url).toMatch(new RegExp(`^${server.url}/f/`));
  });
});

test('a port that is taken is refused with the reason', async () => {
  const port = Number(new URL(server.url).port);
  await expect(startServer({ port, site: server.site })).rejects.toThrow(
    `port ${port} cannot be used: another program listens on it`,
  );
});

test('a port is free again once a server has stopped', { timeout: START_MS }, async () => {
  const other = await startServer({ site: server.site });
  const port = Number(new URL(other.url).port);
  expect((await fetch(`${other.url}/healthz`)).status).toBe(200);
  await other.stop();
  expect(await reservePort(port)).toBe(port);
});

test('a missing site is refused', async () => {
  await expect(startServer({ site: join(server.site, 'nothing') })).rejects.toThrow(/npm run build/);
});

test('a damaged database is named, and stops short links only', { timeout: START_MS }, async () => {
  const state = await mkdtemp(join(tmpdir(), 'dareka-damaged-'));
  const first = await startServer({ site: server.site, state });
  await first.stop();
  const [file = ''] = await databaseFiles(state);
  await writeFile(file, 'no database');
  // SQLite would restore the file from its log.
  await rm(`${file}-wal`, { force: true });
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const second = await startServer({ site: server.site, state });
  try {
    expect(printed.mock.calls.join()).toContain(`the database ${file} cannot be used`);
    expect((await fetch(`${second.url}/`)).status).toBe(200);
    expect((await fetch(`${second.url}/s/2345678`)).status).toBe(503);
    expect((await fetch(`${second.url}/healthz`)).status).toBe(503);
  } finally {
    printed.mockRestore();
    await second.stop();
    await rm(state, { recursive: true });
  }
});

test('state that workerd does not start with is named, and stops short links only', {
  timeout: START_MS,
}, async () => {
  const state = await mkdtemp(join(tmpdir(), 'dareka-damaged-'));
  const folder = join(state, 'v3', 'd1', 'miniflare-D1DatabaseObject');
  await mkdir(folder, { recursive: true });
  // Miniflare's list of what is stored there.
  await writeFile(join(folder, 'metadata.sqlite'), 'no database');
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const damaged = await startServer({ site: server.site, state });
  try {
    expect(printed.mock.calls.join()).toContain(`the folder ${state} cannot be used (file is not a database`);
    expect((await fetch(`${damaged.url}/`)).status).toBe(200);
    expect((await fetch(`${damaged.url}/s/2345678`)).status).toBe(503);
    expect((await fetch(`${damaged.url}/healthz`)).status).toBe(503);
  } finally {
    printed.mockRestore();
    await damaged.stop();
    await rm(state, { recursive: true });
  }
});

test('npm start refuses an argument that it does not know, and a port that is none', () => {
  const start = join(import.meta.dirname, 'start.ts');
  const run = (flags: string[], port: string) =>
    spawnSync(process.execPath, [start, ...flags], {
      encoding: 'utf8',
      env: { ...process.env, PORT: port },
    });
  expect(run(['--port', '8080'], '')).toMatchObject({
    status: 1,
    stderr: 'npm start knows no --port; another port is PORT=8080 npm start\n',
  });
  expect(run([], '70000').stderr).toContain('PORT has to be a whole number in 1 … 65535, not "70000"');
});

/** The processes of workerd that this one has started. */
function runtimes(): number[] {
  const { stdout } = spawnSync('pgrep', ['-P', String(process.pid), 'workerd'], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean).map(Number);
}

test('a server whose workerd was killed answers again', { timeout: 2 * START_MS }, async () => {
  const before = runtimes();
  const killed = await startServer({ site: server.site });
  try {
    const own = runtimes().filter((pid) => !before.includes(pid));
    expect(own.length).toBeGreaterThan(0);
    for (const pid of own) {
      process.kill(pid, 'SIGKILL');
    }
    const answer = () =>
      fetch(`${killed.url}/healthz`, { signal: AbortSignal.timeout(3000) }).then(
        ({ status }) => status,
        () => 0,
      );
    await expect.poll(answer, { timeout: START_MS, interval: 500 }).toBe(200);
  } finally {
    await killed.stop();
  }
});
