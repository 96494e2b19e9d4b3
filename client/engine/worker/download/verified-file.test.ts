import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchVerified, type ModelFile, whenStored } from './verified-file.ts';

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31) % 251);
const requests: string[] = [];

/** Sends the file in two halves, so that a second request can arrive between them. */
const server = createServer((request, response) => {
  requests.push(request.url ?? '');
  response.writeHead(200, { 'Content-Length': bytes.length });
  response.write(bytes.subarray(0, 150_000));
  setTimeout(() => response.end(bytes.subarray(150_000)), 100);
});

let file: ModelFile;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  file = {
    cache: { has: async () => false, read: async () => null, write: async () => {}, delete: async () => {} },
    url: `http://localhost:${(server.address() as AddressInfo).port}/weights`,
    name: 'weights',
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
});

afterAll(() => server.close());

test('two concurrent calls for one file share one download', async () => {
  const first = fetchVerified(file);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const [a, b] = await Promise.all([first, fetchVerified(file)]);
  expect(new Uint8Array(a)).toEqual(bytes);
  expect(b).toBe(a);
  expect(requests).toEqual(['/weights']);
});

test('a later call downloads the file again', async () => {
  await fetchVerified(file);
  expect(requests).toHaveLength(2);
});

test('a download is used while it is stored: one that follows meanwhile shares it, and storing can be waited for', async () => {
  const writing = Promise.withResolvers<void>();
  const slow = { ...file, url: `${file.url}/slow`, cache: { ...file.cache, write: () => writing.promise } };
  const before = requests.length;
  const bytes = await fetchVerified(slow);
  expect(await fetchVerified(slow)).toBe(bytes);
  expect(requests).toHaveLength(before + 1);
  const waited = whenStored(slow.url).then(() => 'stored');
  expect(await Promise.race([waited, new Promise((resolve) => setTimeout(resolve, 20, 'storing'))])).toBe(
    'storing',
  );
  writing.resolve();
  expect(await waited).toBe('stored');
});
