/** Many faces at once: what is selected on the wall can be saved, printed, and kept. */
import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Manifest } from '../../latent/model/manifest.ts';
import { readMark } from '../../picture/mark.ts';
import { accessibilityViolations } from '../browser/accessibility.ts';
import { drawnWall, SMALL_WINDOW } from '../browser/browser.ts';
import { downloadBy } from '../browser/download.ts';
import { useVisitor } from '../browser/visitor.ts';
import { defaultManifest } from '../site/published-manifests.ts';

const visitor = useVisitor({ ...SMALL_WINDOW, locale: 'en' }, { forgets: true });
let page: Page;
let manifest: Manifest;
/** The share codes of the wall's first faces. */
let codes: string[];

beforeAll(async () => {
  manifest = await defaultManifest();
});

beforeEach(async () => {
  page = await visitor.open('/');
  await drawnWall(page);
  codes = await page
    .locator('a.tile')
    .evaluateAll((tiles) => tiles.slice(0, 4).map((tile) => tile.getAttribute('data-code') ?? ''));
  await page.getByRole('button', { name: 'Select', exact: true }).click();
});

function face(number: number) {
  return page.getByRole('checkbox', { name: `Face ${number}`, exact: true });
}

async function saved(button: string): Promise<Buffer> {
  return (await downloadBy(page.getByRole('button', { name: button }))).content;
}

/** The files of an uncompressed zip, by name (APPNOTE.TXT, PKWARE, 4.3.7 and 4.3.12). */
function filesIn(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  let at = zip.indexOf('PK\x01\x02');
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [size, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    files.set(zip.toString('utf8', at + 46, at + 46 + nameLength), zip.subarray(start, start + size));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

test('faces selected by pointer and by key are saved in a zip, each with its name and mark', async () => {
  await face(1).click();
  await face(3).focus();
  await page.keyboard.press('Space');
  await face(4).click();
  await face(4).click();
  await page.getByRole('status').getByText('Selected: 2').waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  const edge = 4 * manifest.resolution;
  for (const [button, type] of [
    ['PNG zip', 'png'],
    ['WebP zip', 'webp'],
  ] as const) {
    const files = filesIn(await saved(button));
    expect([...files.keys()]).toEqual([codes[0], codes[2]].map((code) => `dareka-${code}-${edge}.${type}`));
    for (const [i, file] of [...files.values()].entries()) {
      expect(readMark(file)).toEqual({ code: codes[2 * i], model: manifest.id });
      const size = await page.evaluate(async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        const { width, height } = await createImageBitmap(new Blob([bytes]));
        return [width, height];
      }, file.toString('base64'));
      expect(size).toEqual([edge, edge]);
    }
  }
  // The address is still that of the wall.
  await expect.poll(() => new URL(page.url()).pathname).toBe('/');
});

test('what is selected while faces are saved does not change how many they are', async () => {
  const { promise: isChanged, resolve: release } = Promise.withResolvers<void>();
  await visitor.context.route('**/save-faces-worker*', async (route) => {
    await isChanged;
    await route.continue();
  });
  await face(1).click();
  await face(2).click();
  const zip = saved('PNG zip');
  await page.getByRole('status').getByText('Saving 0 of 2').waitFor();
  await face(2).click();
  await expect.poll(() => face(2).isChecked()).toBe(false);
  expect(await page.getByRole('status').getByText('Saving').textContent()).toBe('Saving 0 of 2');
  release();
  expect(filesIn(await zip).size).toBe(2);
  await page.getByRole('status').getByText('Selected: 1').waitFor();
});

test('a contact sheet shows all selected faces on one picture', async () => {
  for (const number of [1, 2, 3]) {
    await face(number).click();
  }
  const sheet = await saved('Contact sheet');
  expect(readMark(sheet)).toEqual({ model: manifest.id });
  // Two columns and two rows of faces of 256 pixels, and captions of 24, with 16 between them.
  expect([sheet.readUInt32BE(16), sheet.readUInt32BE(20)]).toEqual([
    16 + 2 * (256 + 16),
    16 + 2 * (256 + 24 + 16),
  ]);
});

test('what is printed is the selected faces, without navigation', async () => {
  await face(2).click();
  await page.emulateMedia({ media: 'print' });
  await expect.poll(() => page.locator('.tiles li:visible').count()).toBe(1);
  for (const hidden of ['.top-bar', '.filter-bar', '.selection-bar', '.page-footer', '.load-more']) {
    await expect.poll(() => page.locator(hidden).isVisible()).toBe(false);
  }
  await page.emulateMedia({ media: null });
  await page.getByRole('button', { name: 'Done' }).click();
  // What is not painted yet is not printed.
  await page.waitForFunction(() => document.querySelectorAll('.tiles canvas:not([width="0"])').length > 11);
  await page.emulateMedia({ media: 'print' });
  await expect.poll(() => page.locator('.tiles li:visible').count()).toBeGreaterThan(11);
});

test('selected faces become favourites, among which faces can be selected too', async () => {
  await face(1).click();
  await face(2).click();
  await page.getByRole('button', { name: 'To favourites' }).click();
  await page.getByRole('status').getByText('Added to the favourites: 2.').waitFor();
  await page.getByRole('button', { name: 'To favourites' }).click();
  await page.getByRole('status').getByText('Among the favourites already: 2.').waitFor();
  await page.getByRole('button', { name: 'Favourites', exact: true }).click();
  await page.waitForFunction(() => document.querySelectorAll('a.tile').length === 2);
  await expect.poll(() => page.locator('.selection-bar').count()).toBe(0);
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  expect(filesIn(await saved('PNG zip')).size).toBe(2);
  await page.getByRole('button', { name: 'None' }).click();
  await page.getByRole('status').getByText('Press faces to select them').waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'PNG zip' }).isDisabled()).toBe(true);
});
