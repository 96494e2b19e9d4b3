/** What is printed: pictures and words, no controls, and no face that is cut between two pages. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { drawnWall } from '../browser/browser.ts';
import { contrast, pixelsOf } from '../browser/pictures.ts';
import { useVisitor } from '../browser/visitor.ts';
import { defaultManifest } from '../site/published-manifests.ts';

const visitor = useVisitor({ colorScheme: 'dark' });

/** The number of pages on A4 paper. */
async function pagesOf(page: Page): Promise<number> {
  const file = (await page.pdf({ format: 'A4' })).toString('latin1');
  return Array.from(file.matchAll(/\/Type\s*\/Page\b/g)).length;
}

/** The classes of controls that are printed, and should not be. */
function printedControls(page: Page): Promise<string[]> {
  return page
    .locator(
      '.top-bar, .page-footer, .skip-link, .button, .icon-button, .favourite-button, .close-button, select',
    )
    .evaluateAll((elements) =>
      elements.filter((element) => element.checkVisibility()).map(({ className }) => className),
    );
}

test('a face is one page: its picture, what it is called, its link', async () => {
  const face = `/f/${visitor.codeOf(42)}`;
  const page = await visitor.open(face);
  await page.locator('.viewer .frame canvas:not([aria-busy])').waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await printedControls(page)).toEqual([]);
  await expect.poll(() => page.locator('.tiles').isVisible()).toBe(false);
  await expect.poll(() => page.locator('.viewer h2').isVisible()).toBe(true);
  await expect.poll(() => page.locator('.viewer .text-input').inputValue()).toContain(face);
  expect(await pagesOf(page)).toBe(1);
});

test('the wall is faces with their codes, each whole, on white paper', async () => {
  const page = await visitor.open('/');
  await drawnWall(page);
  await page
    .locator('.tile canvas[width="0"], .tile canvas[aria-busy]')
    .first()
    .waitFor({ state: 'detached' });
  await page.emulateMedia({ media: 'print' });
  expect(await printedControls(page)).toEqual([]);
  await expect.poll(() => page.locator('.filter-bar, .welcome').filter({ visible: true }).count()).toBe(0);
  const tiles = await page
    .locator('.tiles li')
    .evaluateAll((items) =>
      items
        .filter((item) => item.checkVisibility())
        .map(
          (item) => [getComputedStyle(item).breakInside, getComputedStyle(item, '::after').content] as const,
        ),
    );
  expect(tiles.length).toBeGreaterThan(10);
  for (const [breaks, caption] of tiles) {
    expect(breaks).toBe('avoid');
    expect(caption).toMatch(/^"\w[\w-]+"$/);
  }
  const colours = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.documentElement);
    return { backgroundColor, color };
  });
  expect(colours).toEqual({ backgroundColor: 'rgba(0, 0, 0, 0)', color: 'rgb(35, 32, 28)' });
});

test('faces of the wall that are far from the window are painted for the paper', async () => {
  const page = await visitor.open('/');
  await drawnWall(page);
  await page.locator('.tile canvas[aria-busy]').first().waitFor({ state: 'detached' });
  const far = page.locator('a.tile:not(.blank) canvas[width="0"]');
  await page.setViewportSize({ width: 1280, height: 100 });
  await expect.poll(() => far.count()).toBeGreaterThan(0);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect.poll(() => far.count()).toBe(0);
  expect(contrast(await pixelsOf(page, '.tiles li:last-child canvas'))).toBeGreaterThan(10);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect.poll(() => far.count()).toBeGreaterThan(0);
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('Inside takes a few pages, with the inks of a dark screen turned around', async () => {
  const page = await visitor.open('/inside');
  await page.locator('.generated-picture canvas:not([aria-busy])').waitFor();
  await page.locator('.formulas').waitFor();
  await page.locator('.activation-tiles[aria-busy]').first().waitFor({ state: 'detached' });
  expect(await pagesOf(page)).toBeLessThan(9);
  await page.emulateMedia({ media: 'print' });
  expect(await printedControls(page)).toEqual([]);
  const tiles = page.locator('.activation-tiles').first();
  expect(await tiles.evaluate((canvas) => getComputedStyle(canvas).filter)).toContain('invert');
  // Backgrounds that carry information are printed.
  for (const shape of ['.activation-key .ramp', '.architecture .block']) {
    const element = page.locator(shape).first();
    expect(await element.evaluate((each) => getComputedStyle(each).printColorAdjust)).toBe('exact');
  }
});

test('a training is two pages, and its curves are whole, with their headings', async () => {
  const page = await visitor.open('/training');
  await page.locator('.preview-picture canvas:not([aria-busy], .blank)').waitFor();
  await page.locator('.explainer').waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await printedControls(page)).toEqual([]);
  const breaks = await page
    .locator('.panel', { has: page.locator('.chart') })
    .evaluateAll((panels) => panels.map((panel) => getComputedStyle(panel).breakInside));
  expect(breaks).toEqual(['avoid', 'avoid']);
  expect(await pagesOf(page)).toBe(2);
});

test("a link's document has the page's colours on paper and in forced colours", async () => {
  const page = await visitor.open(`/f/${encodeFace(seedFace((await defaultManifest()).tag, 1))}#studio`);
  await page.locator('.slider-track').first().waitFor();
  const root = page.locator('html');
  await page.emulateMedia({ media: 'print' });
  expect(await root.evaluate((html) => getComputedStyle(html).colorScheme)).toBe('light');
  await page.emulateMedia({ media: 'screen', forcedColors: 'active' });
  expect(await root.evaluate((html) => getComputedStyle(html).getPropertyValue('--border'))).toBe(
    'ButtonBorder',
  );
  await page.emulateMedia({ media: null, forcedColors: null });
});

test.each(['studio', 'avatars?name=grace&smile=yes', 'about', 'lesson'])(
  'of /%s only what can be read',
  async (path) => {
    const page = await visitor.open(`/${path}`);
    await page.locator('main section').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await printedControls(page)).toEqual([]);
    const sticky = await page
      .locator('main *')
      .evaluateAll((elements) =>
        elements
          .filter((element) => element.checkVisibility() && getComputedStyle(element).position === 'sticky')
          .map(({ className }) => className),
      );
    expect(sticky).toEqual([]);
    if (path.startsWith('avatars')) {
      // Of the choices only what is chosen.
      const chosen = page.locator('.traits .segmented-control button').filter({ visible: true });
      await expect.poll(() => chosen.count()).toBe(1);
      await expect.poll(() => chosen.getAttribute('aria-pressed')).toBe('true');
    }
  },
);
