/** First visits over a slow network: nothing moves while the page arrives, and a link shows its face all the time. */
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { closeProfiles, drawnWall, newVisitor, openBrowser, urlOf, visit } from '../browser/browser.ts';
import { defaultManifest } from '../site/published-manifests.ts';

declare global {
  interface Window {
    /** The layout shifts that no input of the visitor caused. */
    shifts?: string[];
  }
}

/** With animations, unlike `USUAL_SCREEN`. */
const MOTION = { reducedMotion: 'no-preference' } as const;

const SCREENS = {
  phone: {
    ...MOTION,
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  },
  'phone on its side': { ...MOTION, viewport: { width: 844, height: 390 }, isMobile: true, hasTouch: true },
  desk: { ...MOTION, viewport: { width: 1440, height: 900 } },
} as const;

let browser: Browser;
let face: string;

beforeAll(async () => {
  browser = await openBrowser('wasm');
  face = `/f/${encodeFace(seedFace((await defaultManifest()).tag, 42))}`;
});

afterAll(() => closeProfiles(browser));

/** Lists each shift (https://wicg.github.io/layout-instability) with its value and what shifted. */
async function observeShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const shifts: string[] = [];
    window.shifts = shifts;
    type Shift = PerformanceEntry & { value: number; sources: readonly { node: Node | null }[] };
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as Shift[]) {
        const names = sources.map(({ node }) =>
          node instanceof Element ? `${node.localName}.${node.className}` : node?.textContent,
        );
        shifts.push(`${value}: ${names.join(', ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

describe.each(Object.entries(SCREENS))('on a %s', (_, screen) => {
  test.each(['/', 'face', '/embed'])('nothing moves while %s arrives', async (path) => {
    const context = await newVisitor(browser, screen);
    await observeShifts(context);
    // Each file comes by itself, and late, so that every state on the way is painted.
    await context.route(/\.(css|js|json|png|webp|weights)(\?.*)?$/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      await route.continue();
    });
    const { page } = await visit(context, path === 'face' ? face : path);
    if (path === '/embed') {
      await page.locator('dareka-face').first().waitFor();
    } else {
      await drawnWall(page);
    }
    if (path === 'face') {
      await page.locator('.viewer .frame canvas:not([aria-busy])').waitFor();
    }
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    expect(await page.evaluate(() => window.shifts)).toEqual([]);
    await context.close();
  });
});

test.each([
  ['studio', '.studio-controls > :nth-child(5)'],
  ['inside', '.formulas'],
  ['arithmetic', '.examples .picture:not(.blank)'],
])('on a slow phone little moves while /%s is rendered', async (view, last) => {
  const context = await newVisitor(browser, SCREENS.phone);
  await observeShifts(context);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(urlOf(`/${view}`));
  await page.locator(last).first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => document.querySelectorAll('.model-picker option').length > 1);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  const shifts = (await page.evaluate(() => window.shifts)) ?? [];
  const sum = shifts.reduce((total, shift) => total + Number.parseFloat(shift), 0);
  expect(sum, shifts.join('; ')).toBeLessThan(0.02);
  await context.close();
});

test("a link shows the edge's picture of its face until this device has drawn it", async () => {
  const context = await newVisitor(browser, SCREENS.desk);
  const released = Promise.withResolvers<void>();
  await context.route('**/generator.weights', async (route) => {
    await released.promise;
    await route.continue();
  });
  const { page } = await visit(context, face);
  const picture = page.locator('.viewer[open] .frame img');
  await picture.waitFor();
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(512);
  const width = (): Promise<number | undefined> =>
    page
      .locator('.viewer')
      .boundingBox()
      .then((box) => box?.width);
  const early = await width();
  expect(
    await page.locator('.viewer .frame canvas').evaluate((canvas: HTMLCanvasElement) => canvas.width),
  ).toBe(0);
  released.resolve();
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.viewer .frame canvas');
    return canvas !== null && canvas.width > 0 && canvas.ariaBusy === null;
  });
  expect(await width()).toBe(early);
  // The face of another tile has nothing of it.
  await page.keyboard.press('ArrowRight');
  await page.locator('.viewer .frame img').waitFor({ state: 'detached' });
  await context.close();
});

test('pictures are painted where no worker can enlarge them', async () => {
  const context = await newVisitor(browser, SCREENS.desk);
  await context.route('**/assets/resample-worker-*.js', (route) => route.abort());
  const refused = context.waitForEvent('requestfailed', (request) =>
    request.url().includes('resample-worker'),
  );
  const { page } = await visit(context, face);
  await refused;
  const canvas = page.locator('.viewer .frame canvas:not([aria-busy])');
  await canvas.waitFor();
  const widths = await canvas.evaluate((element: HTMLCanvasElement) => [element.width, element.clientWidth]);
  expect(widths[0]).toBe(widths[1]);
  await context.close();
});
