/** Downloads of a model: progress, damaged and interrupted files, and the cache. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code.ts';
import { seedFace } from '../../latent/face.ts';
import {
  closeProfiles,
  drawnWall,
  newVisitor,
  openBrowser,
  urlOf,
  visit,
  visitReady,
} from '../browser/browser.ts';
import { damage } from '../browser/damage.ts';
import { defaultManifest } from '../site/published.ts';
import { startTruncatingServer } from '../site/truncating-server.ts';

declare global {
  interface Window {
    /** The values of the progress bar so far. */
    fractions?: number[];
  }
}

const GENERATOR = '**/generator.weights';

let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  browser = await openBrowser('wasm');
});

afterAll(() => closeProfiles(browser));

beforeEach(async () => {
  context = await newVisitor(browser);
});

afterEach(() => context.close());

function isGenerator(path: string): boolean {
  return path.endsWith('/generator.weights');
}

test('the progress bar never moves back while the model is fetched', async () => {
  await context.addInitScript(() => {
    const fractions: number[] = [];
    window.fractions = fractions;
    new MutationObserver(() => {
      const bar = document.querySelector('progress');
      if (bar !== null && bar.value !== fractions.at(-1)) {
        fractions.push(bar.value);
      }
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['value'] });
  });
  const { page } = await visitReady(context, '/');
  const fractions = await page.evaluate(() => window.fractions ?? []);
  expect(fractions.length).toBeGreaterThan(2);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBeLessThanOrEqual(1);
});

test.each(['generator.weights', 'directions.bin'])(
  'the page refuses a damaged %s and says so; Try again works once the file is intact',
  async (file) => {
    await context.route(`**/${file}`, damage);
    const { page } = await visit(context, '/');
    const reason = await page.evaluate(() =>
      window.dareka.ready.then(
        () => null,
        (error) => error.failure,
      ),
    );
    expect(reason).toMatchObject({ kind: 'integrity', file });
    expect(await page.getByRole('alert').textContent()).toContain('The model arrived damaged');
    expect(await page.locator('a.tile').count()).toBe(0);
    await context.unroute(`**/${file}`);
    await page.getByRole('button', { name: 'Try again' }).click();
    await drawnWall(page);
    expect(await page.evaluate(() => window.dareka.backend)).toBe('wasm');
    expect(await page.getByRole('alert').count()).toBe(0);
  },
);

test('the view of the layers refuses a damaged discriminator and says so; Try again works once the file is intact', async () => {
  const { tag, discriminator } = await defaultManifest();
  const file = `**/${discriminator?.file}`;
  await context.route(file, damage);
  const { page } = await visitReady(context, `/f/${encodeFace(seedFace(tag, 42))}#inside`);
  const section = page.getByRole('region', { name: 'The discriminator at work' });
  await section.getByRole('button', { name: 'Show it a portrait' }).click();
  await page.getByRole('alert').getByText(`The model arrived damaged (${discriminator?.file}`).waitFor();
  expect(await section.locator('.activation-tiles').count()).toBe(0);
  await context.unroute(file);
  await page.getByRole('button', { name: 'Try again' }).click();
  await section.locator('.activation-tiles').first().waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('the page says that a model could not be fetched; Try again works', async () => {
  await context.route(GENERATOR, (route) => route.abort());
  const { page } = await visit(context, '/');
  await page.getByText('The model could not be fetched').waitFor();
  await context.unroute(GENERATOR);
  await page.getByRole('button', { name: 'Try again' }).click();
  await drawnWall(page);
});

test('the page says that the script of a view could not be fetched; Try again works once the site answers', async () => {
  const visitor = await newVisitor(browser);
  const { page } = await visitReady(visitor, '/');
  await visitor.route('**', (route) => route.abort());
  await page.getByRole('link', { name: 'Quiz', exact: true }).click();
  const alert = page.getByRole('alert').getByText('This view could not be fetched');
  await alert.waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await alert.waitFor();
  await visitor.unroute('**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Round 1 of 10').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  await visitor.close();
});

test('an interrupted download resumes where it stopped', async () => {
  const site = await startTruncatingServer(urlOf(''), '/generator.weights');
  const page = await context.newPage();
  await page.goto(site.url);
  await page.evaluate(() => window.dareka.ready);
  await drawnWall(page);
  const [whole, ...rest] = site.ranges;
  expect(whole).toBeNull();
  expect(rest).toHaveLength(1);
  expect(rest[0]).toMatch(/^bytes=[1-9]\d*-$/);
  await page.close();
  await site.close();
});

test('the page works where storage is forbidden', async () => {
  await context.close();
  context = await browser.newContext();
  await context.route('**/assets/main-*.js', async (route) => {
    const response = await route.fetch();
    const forbid = `CacheStorage.prototype.open = async () => { throw new DOMException('no', 'SecurityError'); };`;
    await route.fulfill({ response, body: forbid + (await response.text()) });
  });
  const visited = await visitReady(context, '/');
  await drawnWall(visited.page);
  expect(visited.problems).toEqual([]);
});

describe('the cache', () => {
  /** The model is drawn from while it is being stored. */
  async function stored(page: Page): Promise<void> {
    await page.waitForFunction(async () => {
      const urls = (await (await caches.open('dareka-models')).keys()).map(({ url }) => url);
      return urls.some((url) => /generator\.(onnx|weights)$/.test(url));
    });
  }

  // With a service worker, which answers from the caches too.
  beforeEach(async () => {
    await context.close();
    context = await browser.newContext();
  });

  test('saves the second visit the download', async () => {
    const first = await visitReady(context, '/');
    expect(first.requests.some(isGenerator)).toBe(true);
    await stored(first.page);
    await first.page.close();
    const second = await visitReady(context, '/');
    await drawnWall(second.page);
    expect(second.requests.some(isGenerator)).toBe(false);
    expect(second.problems).toEqual([]);
  });

  test('replaces a damaged entry by a new download', async () => {
    const first = await visitReady(context, '/');
    await stored(first.page);
    await first.page.evaluate(async () => {
      const cache = await caches.open('dareka-models');
      for (const request of await cache.keys()) {
        await cache.put(request, new Response('damaged'));
      }
    });
    await first.page.close();
    const second = await visitReady(context, '/');
    await drawnWall(second.page);
    expect(second.problems).toEqual([]);
    await stored(second.page);
    await second.page.close();
    const third = await visitReady(context, '/');
    expect(third.requests.some(isGenerator)).toBe(false);
  });

  test('may be full: the page works, and the next visit downloads the model again', async () => {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: urlOf(''), quotaSize: 1 });
    const visited = await visitReady(context, '/');
    await drawnWall(visited.page);
    expect(visited.problems).toEqual([]);
    await visited.page.close();
    const second = await visitReady(context, '/');
    expect(second.requests.some(isGenerator)).toBe(true);
  });
});
