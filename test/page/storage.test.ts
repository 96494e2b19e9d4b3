/** Data of earlier builds is moved, and what one tab stores appears in another. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FORMER, NOTES } from '../../client/storage/names.ts';
import { encodeFace } from '../../latent/code.ts';
import { seedFace } from '../../latent/face.ts';
import { launch, visitReady } from '../browser/browser.ts';
import { readNote } from '../browser/storage.ts';
import { defaultManifest } from '../site/published.ts';

let browser: Browser;
let context: BrowserContext;
let codes: string[];

beforeAll(async () => {
  browser = await launch('wasm');
  const { tag } = await defaultManifest();
  codes = [1, 2, 3].map((seed) => encodeFace(seedFace(tag, seed)));
});

afterAll(() => browser.close());

beforeEach(async () => {
  context = await browser.newContext({ locale: 'en' });
});

afterEach(() => context.close());

/** Opens a page in a browser whose localStorage holds JSON of an earlier build. */
async function openWith(former: Readonly<Record<string, unknown>>, path: string): Promise<Page> {
  await context.addInitScript((entries) => {
    if (sessionStorage.length === 0) {
      sessionStorage.setItem('left', 'yes');
      for (const [key, value] of Object.entries(entries)) {
        localStorage.setItem(key, JSON.stringify(value));
      }
    }
  }, former);
  return (await visitReady(context, path)).page;
}

function inLocalStorage(page: Page): Promise<string[]> {
  return page.evaluate(() => Object.keys(localStorage));
}

/** The codes of the faces on the wall, once there are as many as expected. */
async function favouritesOn(page: Page, count: number): Promise<(string | null)[]> {
  await page.getByRole('button', { name: 'Favourites' }).click();
  await page.waitForFunction((expected) => document.querySelectorAll('a.tile').length === expected, count);
  return page.locator('a.tile').evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-code')));
}

test('favourites of an earlier build are moved and kept, and each change appears in other tabs', async () => {
  const page = await openWith({ [FORMER.favourites]: codes.slice(0, 2) }, '/');
  expect(await favouritesOn(page, 2)).toEqual(codes.slice(0, 2));
  expect(await readNote(page, NOTES.favourites)).toEqual(codes.slice(0, 2));
  expect(await inLocalStorage(page)).not.toContain(FORMER.favourites);

  const { page: other } = await visitReady(context, `/f/${codes[2]}`);
  await other.locator('.viewer .frame:not(.blank)').waitFor();
  await other.locator('.viewer .favourite-button').click();
  await page.locator('a.tile').nth(2).waitFor();
  expect(await readNote(page, NOTES.favourites)).toEqual([codes[2], ...codes.slice(0, 2)]);
  await other.close();

  await page.reload();
  expect(await favouritesOn(page, 3)).toEqual([codes[2], ...codes.slice(0, 2)]);
});

test('favourites that a tab of an earlier build adds later are merged', async () => {
  const page = await openWith({ [FORMER.favourites]: [codes[0]] }, '/');
  await favouritesOn(page, 1);
  await page.evaluate(([key, code]) => localStorage.setItem(key, JSON.stringify([code])), [
    FORMER.favourites,
    codes[1] ?? '',
  ] as const);
  await page.reload();
  expect((await favouritesOn(page, 2)).toSorted()).toEqual(codes.slice(0, 2).toSorted());
});

test('the quiz statistics of an earlier build are moved, and continue', async () => {
  const before = { streak: 4, best: 9, right: 30, answers: 40 };
  const page = await openWith({ [FORMER.quiz]: before }, '/#quiz');
  await page.getByText('Streak 4, best 9').waitFor();
  await page.locator('.pair .picture:not(.blank)').nth(1).waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('button', { name: 'Next round' }).waitFor();
  await page.waitForFunction(() => !document.querySelector('.score span')?.textContent?.includes(': 4,'));
  expect(await readNote(page, NOTES.quiz)).toMatchObject({ answers: 41 });
  expect(await inLocalStorage(page)).not.toContain(FORMER.quiz);
});

test('where IndexedDB is forbidden, favourites still work and remain in localStorage', async () => {
  await context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('forbidden', 'SecurityError');
    };
  });
  const page = await openWith({ [FORMER.favourites]: codes.slice(0, 2) }, '/');
  expect(await favouritesOn(page, 2)).toEqual(codes.slice(0, 2));
  await page.locator('a.tile').first().focus();
  await page.keyboard.press('f');
  await page.waitForFunction(() => document.querySelectorAll('a.tile').length === 1);
  expect(await inLocalStorage(page)).toContain(FORMER.favourites);
});
