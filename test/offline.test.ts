import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeFace } from '../latent/code.ts';
import { seedFace } from '../latent/face.ts';
import { drawnWall, launch, urlOf, visitReady } from './browser.ts';
import { apart, generate } from './pictures.ts';
import { defaultManifest } from './published.ts';

let browser: Browser;
let context: BrowserContext;
let code: string;
let online: number[] | undefined;

/** Until the page says that it needs no network any more. */
async function keptAll(page: Page): Promise<void> {
  await page.getByText('Everything is here').waitFor({ timeout: 100_000 });
}

beforeAll(async () => {
  browser = await launch('wasm');
  code = encodeFace(seedFace((await defaultManifest()).tag, 42));
  context = await browser.newContext({ locale: 'en' });
  const { page } = await visitReady(context, '/#about');
  await keptAll(page);
  [online] = await generate(page, { code });
  await page.close();
});

afterAll(() => browser.close());

describe('after one visit, without a network', () => {
  let page: Page;

  beforeAll(async () => {
    await context.setOffline(true);
    page = await context.newPage();
  });

  test('the wall fills, and a link brings back the very face', async () => {
    await page.goto(urlOf('/'));
    await drawnWall(page);
    const [offline] = await generate(page, { code });
    expect(apart(offline ?? [], online ?? [])).toBe(0);
    await page.goto(urlOf(`/f/${code}`));
    await page.locator('.viewer .frame:not(.blank)').waitFor();
  });

  test.each([
    ['studio', '.easel .picture:not(.blank)'],
    ['mix', '.easel .picture:not(.blank)'],
    ['arithmetic', '.outcome > .picture:not(.blank)'],
    ['inside', '.outcome-picture .picture:not(.blank)'],
    ['training', '.screen:not(.blank)'],
    ['quiz', '.pair .picture:not(.blank)'],
  ])('%s opens', async (view, drawn) => {
    await page.goto(urlOf(`/f/${code}#${view}`));
    await page.locator(drawn).first().waitFor();
  });

  test('the other language is there too', async () => {
    await page.getByRole('button', { name: '日本語' }).click();
    await page.getByRole('link', { name: 'アトリエ' }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
  });
});

test('what is stored is shown, and can be removed', async () => {
  await context.setOffline(false);
  const { page } = await visitReady(context, '/#about');
  await keptAll(page);
  const shown = await page.locator('#storage ~ .facts dd').allTextContents();
  expect(shown.map(Number.parseFloat).every((megabytes) => megabytes > 0)).toBe(true);
  await page.getByRole('button', { name: 'Remove what is stored' }).click();
  await page.getByText('Removed.').waitFor();
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});
