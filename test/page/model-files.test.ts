/** Downloads of a model: progress, damaged and interrupted files, and the cache. */
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import {
  drawnWall,
  newOfflineVisitor,
  newVisitor,
  SMALL_WINDOW,
  urlOf,
  visitReady,
} from '../browser/browser.ts';
import { damage } from '../browser/damage.ts';
import { prependScript } from '../browser/prepend-script.ts';
import { useVisitor } from '../browser/visitor.ts';
import { defaultManifest } from '../site/published-manifests.ts';
import { startTruncatingProxy } from '../site/truncating-proxy.ts';

declare global {
  interface Window {
    /** The values of the progress bar so far. */
    fractions?: number[];
  }
}

const GENERATOR = '**/generator.weights';

/** Playwright bypasses the HTTP cache where requests are routed. */
const visitor = useVisitor(SMALL_WINDOW, { forgets: true });

function isGenerator(path: string): boolean {
  return path.endsWith('/generator.weights');
}

test('the progress bar never moves back while the model is fetched', async () => {
  const context = await newVisitor(visitor.browser, SMALL_WINDOW);
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
  await context.close();
});

test.each(['generator.weights', 'directions.bin'])(
  'the page refuses a damaged %s and says so; Try again works once the file is intact',
  async (file) => {
    await visitor.context.route(`**/${file}`, damage);
    const { page } = await visitor.visitAtOnce('/');
    const reason = await page.evaluate(() =>
      window.dareka.ready.then(
        () => null,
        (error) => error.failure,
      ),
    );
    expect(reason).toMatchObject({ kind: 'integrity', file });
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('The model arrived damaged');
    await expect.poll(() => page.locator('a.tile').count()).toBe(0);
    await visitor.context.unroute(`**/${file}`);
    await page.getByRole('button', { name: 'Try again' }).click();
    await drawnWall(page);
    await expect.poll(() => page.evaluate(() => window.dareka.backend)).toBe('wasm');
    expect(await page.getByRole('alert').count()).toBe(0);
  },
);

test('the view of the layers refuses a damaged discriminator and says so; Try again works once the file is intact', async () => {
  const { tag, discriminator } = await defaultManifest();
  const file = `**/${discriminator?.file}`;
  await visitor.context.route(file, damage);
  const page = await visitor.open(`/f/${encodeFace(seedFace(tag, 42))}#inside`);
  const section = page.getByRole('region', { name: 'The discriminator at work' });
  await section.getByRole('button', { name: 'Show it a portrait' }).click();
  await page.getByRole('alert').getByText(`The model arrived damaged (${discriminator?.file}`).waitFor();
  await expect.poll(() => section.locator('.activation-tiles').count()).toBe(0);
  await visitor.context.unroute(file);
  await page.getByRole('button', { name: 'Try again' }).click();
  await section.locator('.activation-tiles').first().waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('the page says that a model could not be fetched; Try again works', async () => {
  await visitor.context.route(GENERATOR, (route) => route.abort());
  const { page } = await visitor.visitAtOnce('/');
  await page.getByText('The model could not be fetched').waitFor();
  await visitor.context.unroute(GENERATOR);
  await page.getByRole('button', { name: 'Try again' }).click();
  await drawnWall(page);
});

test('an opened face says in its dialog what could not be fetched; Try again works there', async () => {
  const { tag, discriminator } = await defaultManifest();
  const judge = `**/${discriminator?.file}`;
  for (const file of [GENERATOR, judge]) {
    await visitor.context.route(file, (route) => route.abort());
  }
  const { page } = await visitor.visitAtOnce(`/f/${encodeFace(seedFace(tag, 42))}`);
  const dialog = page.getByRole('dialog');
  const problem = dialog.getByText('The model could not be fetched');
  await problem.waitFor();
  await visitor.context.unroute(GENERATOR);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await dialog.getByRole('button', { name: 'Ask the discriminator' }).click();
  await problem.waitFor();
  await visitor.context.unroute(judge);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await dialog.locator('.realness').getByText(/\d/).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('the page says that the script of a view could not be fetched; Try again works once the site answers', async () => {
  const page = await visitor.open('/');
  await visitor.context.route('**', (route) => route.abort());
  await page.getByRole('link', { name: 'Quiz', exact: true }).click();
  const alert = page.getByRole('alert').getByText('This view could not be fetched');
  await alert.waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await alert.waitFor();
  await visitor.context.unroute('**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Round 1 of 10').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('an interrupted download resumes where it stopped', async () => {
  const site = await startTruncatingProxy(urlOf(''), '/generator.weights');
  const context = await newVisitor(visitor.browser, SMALL_WINDOW);
  const { page } = await visitReady(context, '/', site.url);
  await drawnWall(page);
  const [whole, ...rest] = site.ranges;
  expect(whole).toBeNull();
  expect(rest).toHaveLength(1);
  expect(rest[0]).toMatch(/^bytes=[1-9]\d*-$/);
  await context.close();
  site.stop();
});

test('the page works where storage is forbidden', async () => {
  const context = await newOfflineVisitor(visitor.browser, SMALL_WINDOW);
  const forbid = `CacheStorage.prototype.open = async () => { throw new DOMException('no', 'SecurityError'); };`;
  await prependScript(context, '**/assets/main-*.js', forbid);
  const visited = await visitReady(context, '/');
  await drawnWall(visited.page);
  expect(visited.problems).toEqual([]);
  await context.close();
});

describe('the cache', () => {
  let context: BrowserContext;

  /** The model is drawn from while it is being stored. */
  async function stored(page: Page): Promise<void> {
    await page.waitForFunction(async () => {
      const urls = (await (await caches.open('dareka-models')).keys()).map(({ url }) => url);
      return urls.some((url) => /generator\.(onnx|weights)$/.test(url));
    });
  }

  // With a service worker, which answers from the caches too.
  beforeEach(async () => {
    context = await newOfflineVisitor(visitor.browser, SMALL_WINDOW);
  });

  afterEach(() => context.close());

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
