import { expect, test } from 'vitest';
import { expectProblem, fetchWorker } from '../testing/fetch-worker.ts';
import { FIXTURE_EMBED } from '../testing/fixture-models.ts';

test('the stylesheet has a hash in its name and is cached for ever', async () => {
  const page = await (await fetchWorker('/api/docs')).text();
  const path = /<link rel="stylesheet" href="([^"]+)">/.exec(page)?.[1] ?? '';
  expect(path).toMatch(/^\/styles\/[0-9a-f]{16}\.css$/);
  const response = await fetchWorker(path);
  expect(response.headers.get('Content-Type')).toBe('text/css; charset=utf-8');
  expect(response.headers.get('Cache-Control')).toContain('immutable');
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
});

test('the path of an earlier stylesheet, which a cached page may name, answers with the present one', async () => {
  const response = await fetchWorker('/styles/1.css');
  expect(response.status).toBe(200);
  expect(response.headers.get('Cache-Control')).toBe('public, no-cache');
  expect(await response.text()).toContain(':root');
});

test('the latest widget may be used by every site, and is cached for an hour', async () => {
  const response = await fetchWorker('/embed/v1/dareka.js', { headers: { 'Accept-Encoding': 'identity' } });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(FIXTURE_EMBED.get('v1/dareka.js'));
  expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('Cache-Control')).toContain('max-age=3600');
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
});

test('a released widget is cached for ever', async () => {
  const { headers } = await fetchWorker('/embed/v1.0.0/dareka.js');
  expect(headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable, no-transform');
});

test('what the latest widget loads has a hash in its name, and is cached for ever', async () => {
  const { status, headers } = await fetchWorker('/embed/v1/live-0123abcd.js');
  expect(status).toBe(200);
  expect(headers.get('Cache-Control')).toContain('immutable');
});

test('its worker may fetch and compile, also where it is started by a page of its own site', async () => {
  const policy = (await fetchWorker('/embed/v1/dareka.js')).headers.get('Content-Security-Policy');
  expect(policy).toContain("connect-src 'self'");
  expect(policy).toContain("'wasm-unsafe-eval'");
});

test('a version that was never released answers 404', async () => {
  await expectProblem(await fetchWorker('/embed/v1.9.9/dareka.js'), 404, 'not-found');
});
