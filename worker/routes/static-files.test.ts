import { expect, test } from 'vitest';
import { fetchWorker } from '../testing/fetch-worker.ts';

test('the stylesheet has a hash in its name and is kept for ever', async () => {
  const page = await (await fetchWorker('/api/docs')).text();
  const path = /<link rel="stylesheet" href="([^"]+)">/.exec(page)?.[1] ?? '';
  expect(path).toMatch(/^\/styles\/[0-9a-f]{16}\.css$/);
  const response = await fetchWorker(path);
  expect(response.headers.get('Content-Type')).toBe('text/css; charset=utf-8');
  expect(response.headers.get('Cache-Control')).toContain('immutable');
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
});

test('a page from a cache, which names an earlier stylesheet, gets the present one', async () => {
  const response = await fetchWorker('/styles/1.css');
  expect(response.status).toBe(200);
  expect(response.headers.get('Cache-Control')).toBe('public, no-cache');
  expect(await response.text()).toContain(':root');
});
