/** Data of earlier builds is moved, and what one tab stores appears in another. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { FORMER, NOTES } from '../../client/storage/names.ts';
import { newVisitor, SMALL_WINDOW, visitReady } from '../browser/browser.ts';
import { downloadBy } from '../browser/download.ts';
import { dropFile } from '../browser/drop.ts';
import { readNote } from '../browser/storage.ts';
import { useVisitor } from '../browser/visitor.ts';

const visitor = useVisitor({ locale: 'en' }, { forgets: true });
let codes: string[];

beforeAll(() => {
  codes = [1, 2, 3].map(visitor.codeOf);
});

/** Opens a page in a browser whose localStorage holds JSON of an earlier build. */
async function openWith(former: Readonly<Record<string, unknown>>, path: string): Promise<Page> {
  await visitor.prepare((entries) => {
    for (const [key, value] of Object.entries(entries)) {
      localStorage.setItem(key, JSON.stringify(value));
    }
  }, former);
  return visitor.open(path);
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

  const { page: other } = await visitor.visit(`/f/${codes[2]}`);
  await other.locator('.viewer .frame:not(.blank)').waitFor();
  await other.locator('.viewer .favourite-button').click();
  await page.locator('a.tile').nth(2).waitFor();
  expect(await readNote(page, NOTES.favourites)).toEqual([codes[2], ...codes.slice(0, 2)]);
  await other.close();

  await page.reload();
  expect(await favouritesOn(page, 3)).toEqual([codes[2], ...codes.slice(0, 2)]);
  // One that is removed by mistake comes back to its place, after a reload too.
  await page.locator('a.tile').nth(1).focus();
  await page.keyboard.press('Shift+F');
  await page.locator('a.tile').nth(2).waitFor({ state: 'detached' });
  await expect.poll(() => readNote(page, NOTES.removedFavourite)).toEqual({ code: codes[0], at: 1 });
  await page.reload();
  await favouritesOn(page, 2);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await favouritesOn(page, 3)).toEqual([codes[2], ...codes.slice(0, 2)]);
  await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
  await expect.poll(() => readNote(page, NOTES.favourites)).toEqual([codes[2], ...codes.slice(0, 2)]);
  expect(await readNote(page, NOTES.removedFavourite)).toBe(null);
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
  const careful = await newVisitor(visitor.browser, { ...SMALL_WINDOW, locale: 'en' });
  await careful.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('forbidden', 'SecurityError');
    };
  });
  await careful.addInitScript(
    ([key, value]) => {
      if (sessionStorage.length === 0) {
        sessionStorage.setItem('left', 'yes');
        localStorage.setItem(key, value);
      }
    },
    [FORMER.favourites, JSON.stringify(codes.slice(0, 2))] as const,
  );
  const { page } = await visitReady(careful, '/');
  expect(await favouritesOn(page, 2)).toEqual(codes.slice(0, 2));
  await page.locator('a.tile').first().focus();
  await page.keyboard.press('f');
  await page.waitForFunction(() => document.querySelectorAll('a.tile').length === 1);
  await page.getByRole('alert').getByText('does not let the site store anything').waitFor();
  expect(await inLocalStorage(page)).toContain(FORMER.favourites);
  await careful.close();
});

test('a favourite that no longer fits into the storage is kept until the page is closed, and the page says so', async () => {
  const page = await visitor.open(`/f/${codes[0]}`);
  await page.locator('.viewer .frame:not(.blank)').waitFor();
  const devtools = await visitor.context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  const heart = page.locator('.viewer .favourite-button');
  await heart.click();
  const said = page.locator('.viewer [role=alert]');
  await said.getByText('no more space').waitFor();
  await expect.poll(() => heart.getAttribute('aria-pressed')).toBe('true');
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await heart.click();
  await heart.click();
  await said.waitFor({ state: 'detached' });
  await page.goto(new URL('/', page.url()).href);
  expect(await favouritesOn(page, 1)).toEqual([codes[0]]);
});

test('favourites can be saved as a file, and added from one in another browser', async () => {
  const page = await openWith({ [FORMER.favourites]: codes.slice(0, 2) }, '/');
  await favouritesOn(page, 2);
  const { content: file } = await downloadBy(page.getByRole('button', { name: 'Save as a file' }));

  const elsewhere = await newVisitor(visitor.browser, { ...SMALL_WINDOW, locale: 'en' });
  const { page: other } = await visitReady(elsewhere, `/f/${codes[2]}`);
  await other.locator('.viewer .frame:not(.blank)').waitFor();
  await other.locator('.viewer .favourite-button').click();
  await other.keyboard.press('Escape');
  await favouritesOn(other, 1);
  async function add(buffer: Buffer): Promise<void> {
    const chooser = other.waitForEvent('filechooser');
    await other.getByRole('button', { name: 'Add from a file' }).click();
    await (await chooser).setFiles({ name: 'favourites.json', mimeType: 'application/json', buffer });
  }
  await add(file);
  expect(await favouritesOn(other, 3)).toEqual(codes);
  await add(file);
  await other.getByText('Among the favourites already: 2.').waitFor();
  await add(Buffer.from(JSON.stringify({ dareka: 'favourites', codes: [codes[0], 'EBor'] })));
  await other.getByRole('alert').getByText('Damaged, left out: 1.').waitFor();
  await add(Buffer.from('notes'));
  await other.getByRole('alert').getByText('holds no favourites').waitFor();
  await other.reload();
  expect(await favouritesOn(other, 3)).toEqual(codes);
  await elsewhere.close();

  const third = await newVisitor(visitor.browser, { ...SMALL_WINDOW, locale: 'en' });
  const { page: dropped } = await visitReady(third, '/#about');
  await dropped.locator('.description-list').first().waitFor();
  await dropFile(dropped, 'dareka-favourites.json', file);
  await dropped.getByRole('status').getByText('Added to the favourites: 2.').waitFor();
  await dropped.getByRole('link', { name: 'Faces', exact: true }).click();
  expect(await favouritesOn(dropped, 2)).toEqual(codes.slice(0, 2));
  await third.close();
});
