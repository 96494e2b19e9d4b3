import { BACKENDS, type Backend } from '@dareka/engine';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_BATCH } from '../../kernel/gpu/generator.ts';
import { encodeFace } from '../../latent/code/code.ts';
import { type Face, latentFace, MAX_EDITS, seedFace } from '../../latent/face.ts';
import { latentFromSeed } from '../../latent/seed/seed.ts';
import {
  closeProfiles,
  drawnWall,
  newVisitor,
  openBrowser,
  SMALL_WINDOW,
  saidOfDrawing,
  type Visit,
  visitReady,
} from '../browser/browser.ts';
import { contrast, generate, maxDifference, pixelsOf, TOLERANCE } from '../browser/pictures.ts';
import { allManifests, defaultManifest, oneOfEachNetwork } from '../site/published-manifests.ts';
import { type SharedSite, sharedSite } from '../site/shared-sites.ts';

/** Above the contrast of a plain colour with rounding noise, far below that of a face. */
const LEAST_CONTRAST = 10;

/** More than one batch on a GPU. */
const FACES = MAX_BATCH + 2;

const published = await allManifests();
/** One model of each network: a GPU in software takes seconds for each model, and the kernels depend on the layers alone. */
const networks = oneOfEachNetwork(published);
const edited = oneOfEachNetwork(published.filter(({ directions }) => directions.length > 0));

let site: SharedSite;
const browsers = new Map<Backend, Browser>();
const visits = new Map<Backend, Visit>();

beforeAll(async () => {
  site = await sharedSite('small');
  for (const backend of BACKENDS) {
    const browser = await openBrowser(backend);
    browsers.set(backend, browser);
    visits.set(
      backend,
      await visitReady(await newVisitor(browser, SMALL_WINDOW), `/?backend=${backend}`, site.url),
    );
  }
});

afterAll(async () => {
  for (const browser of browsers.values()) {
    await closeProfiles(browser);
  }
});

function started<T>(on: ReadonlyMap<Backend, T>, backend: Backend): T {
  const value = on.get(backend);
  if (value === undefined) {
    throw new Error(`${backend} was not started`);
  }
  return value;
}

function pageOn(backend: Backend): Page {
  return started(visits, backend).page;
}

/** One for all tests that do not need a first visit. */
function profileOf(backend: Backend): BrowserContext {
  return pageOn(backend).context();
}

describe.each(BACKENDS)('on %s', (backend) => {
  test('the status line is gone once the page draws, and "about" names the backend', async () => {
    const page = pageOn(backend);
    await expect.poll(() => page.evaluate(() => window.dareka.backend)).toBe(backend);
    await drawnWall(page);
    await expect.poll(() => page.locator('.status').count()).toBe(0);
    await saidOfDrawing(page, backend === 'webgpu' ? /^WebGPU: / : /^WASM: /);
  });

  test('the wall fills with faces that differ', async () => {
    const page = pageOn(backend);
    await drawnWall(page);
    const first = await pixelsOf(page, 'li:nth-child(1) > .tile canvas');
    const second = await pixelsOf(page, 'li:nth-child(2) > .tile canvas');
    expect(contrast(first)).toBeGreaterThan(LEAST_CONTRAST);
    expect(contrast(second)).toBeGreaterThan(LEAST_CONTRAST);
    expect(maxDifference(first, second)).toBeGreaterThan(TOLERANCE);
  });

  test("generate draws n consecutive seeds at the model's resolution", async () => {
    const page = pageOn(backend);
    const { resolution } = await defaultManifest(site.url);
    const drawn = await generate(page, { seed: 1000, n: FACES });
    expect(drawn.map(({ length }) => length)).toEqual(Array(FACES).fill(resolution * resolution * 4));
    const [last] = await generate(page, { seed: 1000 + FACES - 1 });
    expect(maxDifference(drawn[FACES - 1] ?? [], last ?? [])).toBeLessThanOrEqual(TOLERANCE);
    expect(maxDifference(drawn[FACES - 2] ?? [], last ?? [])).toBeGreaterThan(TOLERANCE);
  });

  test('an edit along a direction that the model does not have is refused with a message', async () => {
    const { tag, directions } = await defaultManifest(site.url);
    const code = encodeFace(seedFace(tag, 42, [{ direction: directions.length, amount: 1 }]));
    await expect(generate(pageOn(backend), { code })).rejects.toThrow(
      `an edit of direction ${directions.length}, the model has ${directions.length}`,
    );
  });

  test('the console shows no error, and no other host is contacted', () => {
    expect(visits.get(backend)?.problems).toEqual([]);
  });
});

test('the page is cross-origin isolated, so WASM can use threads', async () => {
  expect(await pageOn('wasm').evaluate(() => crossOriginIsolated)).toBe(true);
});

describe('WASM and WebGPU draw the same picture for the same code', () => {
  async function bothDraw(face: Face): Promise<void> {
    const code = encodeFace(face);
    const [onWasm] = await generate(pageOn('wasm'), { code });
    const [onWebGpu] = await generate(pageOn('webgpu'), { code });
    expect(maxDifference(onWasm ?? [], onWebGpu ?? [])).toBeLessThanOrEqual(TOLERANCE);
  }

  test('for a seed', async () => {
    const { tag } = await defaultManifest(site.url);
    for (const seed of [0, 1, 42, 2 ** 53 - 1]) {
      await bothDraw(seedFace(tag, seed));
    }
  });

  // A face holds as many edits as a link can, so that one or two show all directions.
  test.each(edited)('for a seed of $id with edits along all its directions', async (model) => {
    const edits = model.directions.map(({ range }, direction) => ({ direction, amount: 0.25 * range[1] }));
    for (let from = 0; from < edits.length; from += MAX_EDITS) {
      await bothDraw(seedFace(model.tag, 42, edits.slice(from, from + MAX_EDITS)));
    }
  });

  test('for a latent vector', async () => {
    const { tag, latentSize } = await defaultManifest(site.url);
    await bothDraw(latentFace(tag, latentFromSeed(7, latentSize)));
  });
});

test('without WebGPU the page draws on WASM, and does not fetch ONNX Runtime', async () => {
  const { page, requests } = await visitReady(profileOf('wasm'), '/', site.url);
  await expect.poll(() => page.evaluate(() => window.dareka.backend)).toBe('wasm');
  expect(requests.filter((path) => path.startsWith('/ort/'))).toEqual([]);
  await page.close();
});

test('the page measures WASM and WebGPU, keeps the faster one, and remembers it at the next visit', async () => {
  const context = await newVisitor(started(browsers, 'webgpu'), SMALL_WINDOW);
  const first = await visitReady(context, '/', site.url);
  // A software GPU is the slower one.
  const verdict = /^WASM: faster here than WebGPU on .*, \d+ against \d+ faces a second$/;
  await saidOfDrawing(first.page, verdict);
  await first.page.close();
  const second = await visitReady(context, '/', site.url);
  await saidOfDrawing(second.page, verdict);
  expect(second.requests.filter((path) => path.startsWith('/ort/'))).toEqual([]);
  await context.close();
});

describe.each(BACKENDS)('?runtime=onnx, on %s', (backend) => {
  test(`ONNX Runtime draws every published ${backend === 'wasm' ? 'model' : 'network'} as the kernel does, and "about" says so`, async () => {
    // No face is drawn by this view itself. WebGPU is chosen where there is an adapter.
    const { page, requests, problems } = await visitReady(
      profileOf(backend),
      '/?runtime=onnx#about',
      site.url,
    );
    await expect.poll(() => page.evaluate(() => window.dareka.backend)).toBe(backend);
    const name = backend === 'webgpu' ? 'WebGPU' : 'WASM';
    await page.getByText(`ONNX Runtime, ${name}:`).waitFor();
    await page.getByText('draws because this address asks for it').waitFor();
    for (const { tag } of backend === 'wasm' ? published : networks) {
      const code = encodeFace(seedFace(tag, 42));
      const [byOnnx] = await generate(page, { code });
      const [byKernel] = await generate(pageOn('wasm'), { code });
      expect(maxDifference(byOnnx ?? [], byKernel ?? [])).toBeLessThanOrEqual(TOLERANCE);
    }
    expect(requests.filter((path) => path.endsWith('generator.weights'))).toEqual([]);
    expect(requests.filter((path) => path.startsWith('/ort/'))).not.toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });
});

test('the switch in "about" changes to ONNX Runtime and back, and the address keeps it', async () => {
  const { page } = await visitReady(profileOf('wasm'), '/#about', site.url);
  await page.getByText('comes with the page').waitFor();
  await page.getByRole('button', { name: 'ONNX Runtime' }).click();
  await page.getByText('ONNX Runtime, WASM:').waitFor();
  await expect.poll(() => page.url()).toContain('/?runtime=onnx#about');
  await page.getByRole('button', { name: 'Dareka' }).click();
  await page.getByText('comes with the page').waitFor();
  await expect.poll(() => page.url()).not.toContain('runtime');
  await page.close();
});

describe('?backend=', () => {
  test('wasm selects WASM in a browser that has WebGPU', async () => {
    const { page } = await visitReady(profileOf('webgpu'), '/?backend=wasm', site.url);
    await expect.poll(() => page.evaluate(() => window.dareka.backend)).toBe('wasm');
    await page.close();
  });

  test('webgpu fails with a message where there is no adapter, and no other backend is used', async () => {
    const page = await profileOf('wasm').newPage();
    await page.goto(new URL('/?backend=webgpu', pageOn('wasm').url()).href);
    const alert = page.locator('.status [role=alert], .status[role=alert]');
    await alert.waitFor();
    await expect.poll(() => alert.textContent()).toContain('WebGPU does not work in this browser');
    await expect.poll(() => page.evaluate(() => window.dareka.backend)).toBeUndefined();
    await page.close();
  });
});
