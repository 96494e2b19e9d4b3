import { basename } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  closeProfiles,
  drawnWall,
  newVisitor,
  openBrowser,
  SMALL_WINDOW,
  saidOfDrawing,
  visit,
  visitReady,
} from '../browser/browser.ts';
import { generate, maxDifference, TOLERANCE } from '../browser/pictures.ts';
import { prependScript } from '../browser/prepend-script.ts';
import { type SharedSite, sharedSite } from '../site/shared-sites.ts';

let browser: Browser;
let context: BrowserContext;
let site: SharedSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser('webgpu'), sharedSite('small')]);
});

afterAll(async () => {
  await closeProfiles(browser);
});

beforeEach(async () => {
  context = await newVisitor(browser, SMALL_WINDOW);
});

afterEach(async () => {
  // The service worker may still be fetching.
  await context.unrouteAll({ behavior: 'ignoreErrors' });
  await context.close();
});

/** Runs a script in a worker, by default the engine's, before the worker's own. */
async function inWorker(script: string, worker = 'engine-worker'): Promise<void> {
  await prependScript(context, `**/assets/${worker}-*.js`, script);
}

test.each([
  [
    'cannot be started',
    `GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('none today'));`,
    /WebGPU failed here \(.*none today/,
  ],
  [
    'runs out of memory',
    `const { createBuffer } = GPUDevice.prototype;
    GPUDevice.prototype.createBuffer = function (wanted) {
      return createBuffer.call(this, { ...wanted, size: 2 ** 45 });
    };`,
    /WebGPU failed here \(.*[Bb]uffer/,
  ],
])('where WebGPU %s, WASM draws, and the page says so', async (_, script, said) => {
  await inWorker(script);
  const { page } = await visitReady(context, '/', site.url);
  await drawnWall(page);
  await saidOfDrawing(page, said);
  await expect.poll(() => page.evaluate(() => window.dareka.backend)).toBe('wasm');
});

test('where the worker that resamples has no memory for a bitmap, the page’s thread resamples', async () => {
  await inWorker(`self.createImageBitmap = () => Promise.reject(new Error('no memory'));`, 'resample-worker');
  const { page } = await visitReady(context, '/', site.url);
  await drawnWall(page);
  await page.waitForFunction(() => {
    const canvases = [...document.querySelectorAll<HTMLCanvasElement>('a.tile canvas')].slice(0, 12);
    return canvases.every(({ ariaBusy, width }) => ariaBusy === null && width > 0);
  });
});

test('a backend that draws another probe face than the published one is refused', async () => {
  await context.route('**/manifest.json', async (route) => {
    const response = await route.fetch();
    const manifest = await response.json();
    manifest.probe.seed += 1;
    await route.fulfill({ response, json: manifest });
  });
  const { page } = await visit(context, '/?backend=wasm', site.url);
  const reason = await page.evaluate(() =>
    window.dareka.ready.then(
      () => null,
      (error) => error.failure,
    ),
  );
  expect(reason).toMatchObject({ kind: 'probe', backend: 'wasm' });
  expect(reason.worst).toBeGreaterThan(TOLERANCE);
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('would not match their links');
});

describe('a failure while drawing', () => {
  /** Runs `before` in the engine's worker at its start, and `action` when the page sends a signal. */
  const onSignal = (action: string, before = ''): Promise<void> =>
    inWorker(`${before} new BroadcastChannel('test').onmessage = () => { ${action} };`);

  /**
   * Draws many faces, and sends the signal meanwhile.
   *
   * @returns the number of missing faces, and how far the last face is from the same face drawn alone
   */
  async function drawThrough(page: Page): Promise<{ missing: number; apart: number }> {
    const drawn = await page.evaluate(async () => {
      const many = window.dareka.generate({ seed: 7, n: 200 });
      setTimeout(() => new BroadcastChannel('test').postMessage('now'), 50);
      const pictures = await many;
      return { count: pictures.length, last: Array.from(pictures.at(-1)?.data ?? []) };
    });
    const [alone] = await generate(page, { seed: 206 });
    return { missing: 200 - drawn.count, apart: maxDifference(drawn.last, alone ?? []) };
  }

  test('a worker that runs out of memory is replaced, and every face is drawn', async () => {
    await onSignal(`setTimeout(() => { throw new RangeError('Out of memory'); })`);
    const { page } = await visitReady(context, '/?backend=wasm', site.url);
    const { missing, apart } = await drawThrough(page);
    expect(missing).toBe(0);
    expect(apart).toBe(0);
    await saidOfDrawing(page, /^WASM: one face at a time, since the drawing broke off \(.*Out of memory/);
  });

  test('after the GPU device is lost WASM draws, and every face is drawn', async () => {
    // The worker exposes its device, and finds a stored measurement by which WebGPU is faster: a software GPU never is.
    await onSignal(
      'self.device.destroy()',
      `const { requestDevice } = GPUAdapter.prototype;
      GPUAdapter.prototype.requestDevice = async function (...options) {
        self.device = await requestDevice.apply(this, options);
        return self.device;
      };
      const { get } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.get = function (key) {
        if (!String(key).startsWith('speeds ')) return get.call(this, key);
        const request = { result: { wasm: 1, webgpu: 2 } };
        queueMicrotask(() => request.onsuccess());
        return request;
      };`,
    );
    const { page } = await visitReady(context, '/', site.url);
    await saidOfDrawing(page, /^WebGPU: /);
    const { missing, apart } = await drawThrough(page);
    expect(missing).toBe(0);
    expect(apart).toBeLessThanOrEqual(TOLERANCE);
    await saidOfDrawing(page, /^WASM: WebGPU failed here \(.*lost/);
  });
});

describe('ONNX Runtime draws the same picture of a model that has no weights for the kernel', () => {
  let expected: number[] = [];
  beforeAll(async () => {
    const usual = await newVisitor(browser, SMALL_WINDOW);
    const { page } = await visitReady(usual, '/?backend=wasm', site.url);
    expected = (await generate(page, { seed: 42 }))[0] ?? [];
    await usual.close();
  });

  test.each([
    ['on WASM', 'wasm', 'ort-wasm-simd-threaded.wasm', ''],
    [
      'on WebGPU with the asyncify build, in a browser without JavaScript Promise Integration',
      'webgpu',
      'ort-wasm-simd-threaded.asyncify.wasm',
      'delete WebAssembly.Suspending;',
    ],
  ] as const)('%s', async (_, backend, runtime, before) => {
    await inWorker(before);
    await context.route('**/manifest.json', async (route) => {
      const response = await route.fetch();
      const { discriminator, ...manifest } = await response.json();
      const files = manifest.files.filter(({ role }: { role: string }) => role !== 'weights');
      await route.fulfill({ response, json: { ...manifest, files } });
    });
    const { page, requests, problems } = await visitReady(context, `/?backend=${backend}`, site.url);
    const [drawn] = await generate(page, { seed: 42 });
    await expect.poll(() => page.evaluate(() => window.dareka.backend)).toBe(backend);
    const asked = requests.filter((path) => path.endsWith('.wasm'));
    expect(new Set(asked.map((path) => basename(path)))).toEqual(new Set([runtime]));
    expect(maxDifference(drawn ?? [], expected)).toBeLessThanOrEqual(TOLERANCE);
    expect(problems).toEqual([]);
  });
});
