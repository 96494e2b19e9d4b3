import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { app } from '../app.ts';
import { expectProblem, fetchWorker } from '../testing/fetch-worker.ts';

test('robots.txt keeps crawlers out of the API, but not from its documentation', async () => {
  const response = await fetchWorker('/robots.txt');
  expect(response.headers.get('Content-Type')).toMatch(/^text\/plain/);
  expect((await response.text()).split('\n')).toEqual([
    'User-agent: *',
    'Allow: /api/docs',
    'Disallow: /api/',
    '',
  ]);
});

test('security.txt has the contact of the settings and a date less than a year away', async () => {
  const path = '/.well-known/security.txt';
  await expectProblem(await fetchWorker(path), 404, 'not-found');
  const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };
  const settings = { ...env, SECURITY_CONTACT: 'mailto:security@dareka.test' };
  const response = await app.fetch(new Request(`https://dareka.test${path}`), settings, context);
  const text = await response.text();
  expect(text).toContain('Contact: mailto:security@dareka.test\n');
  expect(text).toContain(`Canonical: https://dareka.test${path}\n`);
  const days = (Date.parse(/Expires: (.+)/.exec(text)?.[1] ?? '') - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(90);
  expect(days).toBeLessThan(365);
});
