import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { drawnWall, launch, visit, visitReady } from './browser.ts';
import { apart, generate, TOLERANCE } from './pictures.ts';

let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launch('webgpu');
});

afterAll(() => browser.close());

beforeEach(async () => {
  context = await browser.newContext();
});

afterEach(() => context.close());

test('where WebGPU cannot be started, WASM takes over, and the page says so', async () => {
  await context.route('**/*.jspi.wasm', (route) => route.abort());
  const { page } = await visitReady(context, '/');
  await drawnWall(page);
  expect(await page.evaluate(() => window.dareka.backend)).toBe('wasm');
  expect(await page.locator('.status').textContent()).toMatch(/your device, WASM.*WebGPU failed here/);
});

test('a backend that draws another probe face than the published one is not used, WASM neither', async () => {
  await context.route('**/manifest.json', async (route) => {
    const response = await route.fetch();
    const manifest = await response.json();
    manifest.probe.seed += 1;
    await route.fulfill({ response, json: manifest });
  });
  const { page, requests } = await visit(context, '/');
  const reason = await page.evaluate(() =>
    window.dareka.ready.then(
      () => null,
      (error) => error.failure,
    ),
  );
  expect(reason).toMatchObject({ kind: 'probe', backend: 'wasm' });
  expect(reason.worst).toBeGreaterThan(TOLERANCE);
  expect(await page.getByRole('alert').textContent()).toContain('would not match their links');
  expect(requests.filter((path) => path.endsWith('.wasm'))).toHaveLength(2);
});

test('a browser without JavaScript Promise Integration draws the same on WebGPU, with the other build', async () => {
  const { page: usual } = await visitReady(context, '/');
  const [expected] = await generate(usual, { seed: 42 });
  const other = await browser.newContext();
  await other.route('**/assets/*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete WebAssembly.Suspending;${await response.text()}` });
  });
  const { page, requests, problems } = await visitReady(other, '/');
  const [drawn] = await generate(page, { seed: 42 });
  expect(await page.evaluate(() => window.dareka.backend)).toBe('webgpu');
  expect(requests.filter((path) => path.endsWith('.wasm')).join()).toContain('asyncify');
  expect(apart(drawn ?? [], expected ?? [])).toBeLessThanOrEqual(TOLERANCE);
  expect(problems).toEqual([]);
  await other.close();
});
