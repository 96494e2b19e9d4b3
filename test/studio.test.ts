import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { decodeFace, encodeFace } from '../latent/code.ts';
import { seedFace } from '../latent/face.ts';
import { launch, visitReady } from './browser.ts';
import { type DirectedSite, startDirectedSite } from './directed.ts';
import { apart, changed, generate, lookOf } from './pictures.ts';
import { defaultManifest } from './published.ts';

const FACE = '.easel .picture canvas';
/** A slider's face is sharp once it rests: then the canvas has its full size. */
const RESTED = 512;

let browser: Browser;
let context: BrowserContext;
let site: DirectedSite;
let code: string;

beforeAll(async () => {
  [browser, site] = await Promise.all([launch('wasm'), startDirectedSite()]);
  code = encodeFace(seedFace((await defaultManifest()).tag, 42));
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

beforeEach(async () => {
  context = await browser.newContext();
});

afterEach(() => context.close());

async function openStudio(path: string): Promise<Page> {
  const { page } = await visitReady(context, path, site.url);
  await rested(page);
  return page;
}

async function rested(page: Page): Promise<void> {
  await page.waitForFunction(
    ([selector, edge]) => document.querySelector<HTMLCanvasElement>(selector)?.width === edge,
    [FACE, RESTED] as const,
  );
}

const codeOf = (page: Page): Promise<string | null> => page.evaluate(() => window.dareka.code);

/** Until the address bar holds the code of what is on screen, and that is another face than `before`. */
async function settled(page: Page, before: string): Promise<string> {
  await page.waitForFunction(
    (old) => window.dareka.code !== old && location.pathname === `/f/${window.dareka.code}`,
    before,
  );
  return (await codeOf(page)) ?? '';
}

async function slide(page: Page, name: string, to: number): Promise<void> {
  await page.getByRole('slider', { name, exact: true }).fill(String(to));
}

test('a slider changes the face, and the address holds the very face that is shown', async () => {
  const page = await openStudio(`/f/${code}#studio`);
  const before = await lookOf(page, FACE);
  await slide(page, 'Smile', 2);
  const edited = await settled(page, code);
  expect(decodeFace(edited)).toMatchObject({ seed: 42, edits: [{ direction: 0, amount: 2 }] });
  await changed(page, FACE, before);

  const elsewhere = await visitReady(await browser.newContext(), `/f/${edited}`, site.url);
  const [linked] = await generate(elsewhere.page, { code: edited });
  const [here] = await generate(page, { code: edited });
  expect(apart(linked ?? [], here ?? [])).toBe(0);
  await elsewhere.page.context().close();
});

test('a number can be painted with keys alone; the face becomes a latent vector of its own', async () => {
  const page = await openStudio(`/f/${code}#studio`);
  const first = page.getByRole('button', { name: /^z 0:/ });
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const face = decodeFace(await settled(page, code));
  expect(face.kind).toBe('latent');
  expect(face.kind === 'latent' && face.z[1]).toBe(2);
});

test('a relative differs, except along what is locked', async () => {
  const page = await openStudio(`/f/${code}#studio`);
  await page.getByRole('button', { name: /^z 0:/ }).focus();
  await page.keyboard.press('Enter');
  const painted = await settled(page, code);
  await page.getByRole('button', { name: 'Lock this number' }).click();
  await page.getByRole('button', { name: 'Relative 1' }).click();
  const face = decodeFace(await settled(page, painted));
  if (face.kind !== 'latent') throw new Error('a relative is a latent face');
  expect(face.z[0]).toBe(2);
  expect(face.z.slice(1)).not.toEqual(new Float32Array(face.z.length - 1));
});

test('a damaged link is explained, in the studio too', async () => {
  const { page } = await visitReady(context, '/f/nobody#studio', site.url);
  expect(await page.locator('.notice').textContent()).toContain('This link is damaged');
});

test('the wall shows only those that were asked for, and its address says so', async () => {
  const { page } = await visitReady(context, '/', site.url);
  await page.getByRole('button', { name: 'Only…' }).click();
  await page.getByRole('button', { name: 'smiling' }).click();
  await page.waitForFunction(() => location.hash === '#faces/smile+');
  await page.locator('a.tile:not(.blank)').first().waitFor();
  const codes = await page
    .locator('a.tile')
    .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-code') ?? ''));
  for (const each of codes) {
    const face = decodeFace(each);
    expect(face.kind === 'seed' && face.edits.map(({ direction }) => direction)).toEqual([0]);
  }
});
