/** The wall and a face on screens of several sizes, by keyboard, and without JavaScript. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VIEW_NAMES, VIEWS } from '../../client/page/views.ts';
import { WELCOME_KEY } from '../../client/storage/names.ts';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { accessibilityViolations } from '../browser/accessibility.ts';
import {
  closeProfiles,
  drawnWall,
  newVisitor,
  openBrowser,
  overhang,
  SMALL_WINDOW,
  urlOf,
  visitReady,
} from '../browser/browser.ts';
import { takeScreenshot } from '../browser/screenshot.ts';
import { useVisitor } from '../browser/visitor.ts';
import { defaultManifest } from '../site/published-manifests.ts';

const SCREENS = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  'small phone': {
    viewport: { width: 360, height: 640 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  },
  desk: { viewport: { width: 1440, height: 900 } },
} as const;

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser('wasm');
});

afterAll(() => closeProfiles(browser));

describe.each(Object.entries(SCREENS))('on a %s', (name, screen) => {
  let page: Page;
  let problems: string[];

  // One visit for the tests of a screen.
  beforeAll(async () => {
    const options = { ...screen, colorScheme: 'light', reducedMotion: 'reduce', locale: 'en' } as const;
    ({ page, problems } = await visitReady(await newVisitor(browser, options), '/'));
  });

  afterAll(() => page.context().close());

  test('the wall and a face fit the width, in both colour schemes', async () => {
    await drawnWall(page);
    async function checkWidth(what: string): Promise<void> {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await takeScreenshot(page, `${name.replace(' ', '-')}-${colorScheme}-${what}`);
        expect(await overhang(page)).toBe(0);
      }
    }
    await checkWidth('wall');
    // No tile is wider than twice the picture of its model, and its canvas has a pixel for each pixel of the screen.
    const { width, pixels } = await page
      .locator('.tiles li:first-child canvas:not([aria-busy])')
      .evaluate((canvas: HTMLCanvasElement) => ({
        width: canvas.clientWidth * devicePixelRatio,
        pixels: canvas.width,
      }));
    expect(width).toBeLessThanOrEqual(2 * (await defaultManifest()).resolution);
    // The layout rounds to whole CSS pixels.
    expect(Math.abs(pixels - width)).toBeLessThanOrEqual(2);
    // The heart lies above the chin and beside it.
    const tile = await page.locator('.tiles li').first().boundingBox();
    const heart = await page.locator('.tiles li .favourite-button svg').first().boundingBox();
    const across = ((heart?.x ?? 0) - (tile?.x ?? 0)) / (tile?.width ?? 1);
    const down = ((heart?.y ?? 0) + (heart?.height ?? 0) - (tile?.y ?? 0)) / (tile?.height ?? 1);
    expect(across).toBeGreaterThan(2 / 3);
    expect(down).toBeLessThan(1 / 3);
    await page.locator('a.tile').nth(4).click();
    await page.locator('.viewer .frame:not(.blank)').waitFor();
    await checkWidth('face');
    const box = await page.locator('.viewer').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(screen.viewport.width);
    expect(problems).toEqual([]);
  });

  test.each([
    ['en', 'English'],
    ['ja', '日本語'],
  ] as const)(
    'the navigation shows all views, in at most two rows and always in the same order (%s)',
    async (locale, language) => {
      await page.goto(urlOf('/'));
      if (locale !== 'en') {
        await page.getByRole('button', { name: language, exact: true }).click();
      }
      await page.locator(`:root:lang(${locale})`).waitFor();
      const links = page.locator('.top-bar nav a');
      await links.last().filter({ hasText: VIEWS.about.title[locale] }).waitFor();
      const boxes = () =>
        links.evaluateAll((all) =>
          all.map((link) => [link.textContent, link.getBoundingClientRect().toJSON()]),
        );
      const before = await boxes();
      expect(before).toHaveLength(VIEW_NAMES.length);
      for (const [, { left, right }] of before) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(screen.viewport.width);
      }
      expect(new Set(before.map(([, { top }]) => top)).size).toBeLessThanOrEqual(2);
      await links.last().click();
      await page.locator('.top-bar a[aria-current]:last-child').waitFor();
      expect(await boxes()).toEqual(before);
    },
  );
});

test.each(['en', 'ja'])(
  'at every width the navigation has one row, or rows of about one length, and the height that is reserved for it (%s)',
  async (locale) => {
    const context = await newVisitor(browser, { locale });
    const { page } = await visitReady(context, '/#about');
    for (const width of [1400, 1000, 897, 896, 720, 480, 430, 390, 360, 353, 350, 320]) {
      await page.setViewportSize({ width, height: 600 });
      const { rows, height, reserved } = await page.locator('.top-bar').evaluate((bar) => {
        const ends = new Map<number, number>();
        for (const link of bar.querySelectorAll('nav a')) {
          const { top, right } = link.getBoundingClientRect();
          ends.set(top, right - bar.getBoundingClientRect().left);
        }
        const { minHeight } = getComputedStyle(bar);
        return {
          rows: [...ends.values()],
          height: `${bar.getBoundingClientRect().height}px`,
          reserved: minHeight,
        };
      });
      const label = `${width} pixels`;
      expect(rows.length, label).toBe(width > 896 ? 1 : width > 350 ? 2 : 3);
      expect(Math.min(...rows), label).toBeGreaterThan(0.7 * Math.max(...rows));
      expect(height, label).toBe(reserved);
      expect(await overhang(page), label).toBe(0);
    }
    await context.close();
  },
);

test('on a wide desk the wall fills the window, and a face by itself is at most three times as large as its pixels, in each view', async () => {
  const viewport = { width: 2560, height: 1440 };
  const context = await newVisitor(browser, { viewport });
  const { page } = await visitReady(context, '/');
  await drawnWall(page);
  const box = await page.locator('.tiles').boundingBox();
  expect(box?.width).toBeGreaterThan(0.9 * viewport.width);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThan(viewport.height);
  expect(await overhang(page)).toBe(0);
  const { tag, resolution } = await defaultManifest();
  for (const [view, selector] of [
    ['faces', '.viewer .frame canvas'],
    ['studio', '.preview-picture .picture canvas'],
    ['mix', '.preview-picture .picture canvas'],
    ['arithmetic', '.equation-result .picture canvas'],
    ['avatars', '.preview-picture .picture canvas'],
    ['inside', '.generated-picture canvas'],
  ] as const) {
    await page.goto(urlOf(`/f/${encodeFace(seedFace(tag, 4))}${view === 'faces' ? '' : `#${view}`}`));
    const canvas = page.locator(selector).first();
    await canvas.waitFor();
    expect((await canvas.boundingBox())?.width).toBeLessThanOrEqual(3 * resolution);
  }
  await context.close();
});

const visitor = useVisitor({ ...SMALL_WINDOW, locale: 'en' }, { forgets: true });

test('in forced colours, what is chosen differs from what is not', async () => {
  const page = await visitor.open('/#mix');
  await page.emulateMedia({ forcedColors: 'active' });
  await page.locator('.segmented-control').first().waitFor();
  for (const [chosen, other] of [
    ['.top-bar a[aria-current]', '.top-bar a:not([aria-current])'],
    ['.segmented-control [aria-pressed="true"]', '.segmented-control [aria-pressed="false"]'],
    ['.button.toggle[aria-pressed="true"]', '.button:not(.primary, [aria-pressed="true"])'],
  ] as const) {
    const [ours, theirs] = await Promise.all(
      [chosen, other].map((selector) =>
        page
          .locator(selector)
          .first()
          .evaluate((element) => getComputedStyle(element).backgroundColor),
      ),
    );
    expect(ours).not.toBe(theirs);
  }
  expect(await accessibilityViolations(page)).toEqual([]);
});

describe('with a keyboard', () => {
  test('the first Tab stop skips to the wall, arrow keys move on it, Enter opens a face, and Escape closes it', async () => {
    const page = await visitor.open('/');
    await drawnWall(page);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    for (let stops = 0; stops < 16 && (await focused()) !== 'Face 1'; stops++) {
      await page.keyboard.press('Tab');
    }
    await expect.poll(() => focused()).toBe('Face 1');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focused()).toBe('Face 2');
    await page.keyboard.press('Enter');
    await page.locator('.viewer').waitFor();
    const code = await page.locator('a.tile').nth(1).getAttribute('data-code');
    await expect.poll(() => page.evaluate(() => window.dareka.code)).toBe(code);
    await page.keyboard.press('Escape');
    await page.locator('.viewer').waitFor({ state: 'hidden' });
    // The focus comes back one frame after the dialog is gone.
    await expect.poll(focused).toBe('Face 2');
  });
});

test.each(['lesson', 'avatars', 'mix', 'studio', 'about'])(
  'on a phone on its side no choice of /%s sticks out of its frame',
  async (view) => {
    const page = await visitor.open(`/${view}`);
    await page.setViewportSize({ width: 844, height: 390 });
    const choices = page.locator('.segmented-control').filter({ visible: true });
    await choices.first().waitFor();
    const beyond = await choices.evaluateAll((all) =>
      all.map((each) => each.scrollWidth - each.clientWidth).filter((wide) => wide > 0),
    );
    expect(beyond).toEqual([]);
  },
);

test('a first visit is told where to begin, until the visitor goes there or closes the notice, and never again', async () => {
  const page = await visitor.open('/');
  const welcome = page.getByRole('region', { name: 'Where to begin' });
  await expect.poll(() => welcome.getByRole('link').count()).toBe(3);
  // A reload alone does not count.
  await page.reload();
  await welcome.getByRole('link').nth(1).click();
  await page.getByRole('heading', { name: 'Arithmetic', level: 1 }).waitFor();
  await page.goBack();
  await page.locator('.filter-bar').waitFor();
  await expect.poll(() => welcome.count()).toBe(0);
  await page.reload();
  await page.locator('.filter-bar').waitFor();
  await expect.poll(() => welcome.count()).toBe(0);
  await page.evaluate((key) => localStorage.removeItem(key), WELCOME_KEY);
  await page.reload();
  await welcome.getByRole('button', { name: 'Hide this' }).click();
  await page.reload();
  await page.locator('.filter-bar').waitFor();
  await expect.poll(() => welcome.count()).toBe(0);
});

test('"More faces" adds faces to the wall, and from then on scrolling does', async () => {
  const page = await visitor.open('/');
  await drawnWall(page);
  const tiles = page.locator('a.tile');
  const before = await tiles.count();
  await page.getByRole('button', { name: 'More faces' }).click();
  await tiles.nth(before).waitFor();
  // Without scrolling no more are added.
  await page.waitForTimeout(2000);
  const after = await tiles.count();
  await page.waitForTimeout(1000);
  await expect.poll(() => tiles.count()).toBe(after);
  await tiles.nth(after - 1).scrollIntoViewIfNeeded();
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await tiles.nth(after).waitFor();
});

test('the footer says that no real person is shown, and links to the model card, the paper, the tutorials, /embed and the API', async () => {
  const page = await visitor.open('/');
  // There is no link to the source code, since this site was built without `REPOSITORY`.
  await expect.poll(() => page.getByRole('link', { name: 'The source code' }).count()).toBe(0);
  const footer = page.locator('footer');
  await expect.poll(() => footer.textContent()).toContain('No real person is in here');
  for (const [name, host] of [
    ['The DCGAN paper', 'arxiv.org'],
    ['DCGAN in PyTorch', 'pytorch.org'],
    ['DCGAN in TensorFlow', 'www.tensorflow.org'],
  ] as const) {
    const address = await footer.getByRole('link', { name }).getAttribute('href');
    expect(new URL(address ?? '').host).toBe(host);
  }
  for (const [name, path] of [
    ['A face on your page', '/embed?lang=en'],
    ['The API', '/api/docs'],
  ] as const) {
    await expect.poll(() => footer.getByRole('link', { name }).getAttribute('href')).toBe(path);
  }
  expect(await page.title()).toBe('Dareka 誰か');
  await footer.getByRole('link', { name: 'About the model' }).click();
  await page.getByRole('heading', { name: 'What it learned from' }).waitFor();
});

test('without JavaScript the page asks for it, and a share page shows its face with a text', async () => {
  const viewport = { width: 390, height: 844 };
  const context = await browser.newContext({ javaScriptEnabled: false, viewport });
  const page = await context.newPage();
  await page.goto(urlOf('/'));
  const request = page.locator('.noscript');
  await expect.poll(() => request.innerText()).toContain('JavaScript');
  async function bottom(): Promise<number> {
    const box = await request.boundingBox();
    return (box?.y ?? Infinity) + (box?.height ?? 0);
  }
  expect(await bottom()).toBeLessThan(viewport.height);
  const { tag } = await defaultManifest();
  await page.goto(urlOf(`/f/${encodeFace(seedFace(tag, 42))}`));
  const face = page.getByRole('img', { name: 'does not exist' });
  expect(await face.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(512);
  await expect.poll(() => page.locator('main').innerText()).toContain('42');
  expect(await bottom()).toBeLessThan(viewport.height);
  const [picture, language] = await Promise.all(
    [face, page.locator('.language-button')].map((each) => each.boundingBox()),
  );
  expect((language?.y ?? Infinity) + (language?.height ?? 0)).toBeLessThanOrEqual(picture?.y ?? 0);
  await context.close();
});
