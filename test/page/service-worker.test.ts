/** How the service worker answers when the network works, is slow, or fails. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CACHES } from '../../client/storage/names.ts';
import {
  closeProfiles,
  drawnWall,
  newOfflineVisitor,
  openBrowser,
  SMALL_WINDOW,
  urlOf,
  visitReady,
} from '../browser/browser.ts';
import { cachedUrls, untilStored } from '../browser/storage.ts';
import { type FaultySite, startFaultySite } from '../site/faulty-site.ts';
import { defaultManifest } from '../site/published-manifests.ts';

const INDEX = '/models/index.json';

let browser: Browser;
let context: BrowserContext;
let site: FaultySite;
let page: Page;
let folder: string;

beforeAll(async () => {
  browser = await openBrowser('wasm');
  context = await newOfflineVisitor(browser, { ...SMALL_WINDOW, locale: 'en' });
  site = await startFaultySite(urlOf('/'));
  folder = `/models/${(await defaultManifest()).id}`;
  ({ page } = await visitReady(context, '/#about', site.url));
  await untilStored(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  // The service worker stores what it fetches for the page.
  await page.evaluate((path) => fetch(path), INDEX);
});

afterAll(async () => {
  await closeProfiles(browser);
  site.stop();
});

function isStored(path: string): Promise<boolean> {
  return page.evaluate(async (name) => (await caches.match(name)) !== undefined, path);
}

function storedBytes(path: string): Promise<number | undefined> {
  return page.evaluate(async (name) => (await (await caches.match(name))?.arrayBuffer())?.byteLength, path);
}

function statusOf(path: string): Promise<number> {
  return page.evaluate(async (name) => (await fetch(name, { cache: 'no-store' })).status, path);
}

test('a file reaches the page while it is downloaded, and is stored when it is complete', async () => {
  const { files } = await defaultManifest();
  const path = `${folder}/${files.find(({ role }) => role === 'sheet')?.name}`;
  site.setFault(path, 'half');
  const received = await page.evaluate(async (name) => {
    const response = await fetch(name);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    return { total: Number(response.headers.get('Content-Length')), first: first?.value?.length ?? 0 };
  }, path);
  expect(received.first).toBeGreaterThan(0);
  expect(received.first).toBeLessThan(received.total);
  expect(await isStored(path)).toBe(false);
  site.removeFault(path);
  await expect.poll(() => storedBytes(path)).toBe(received.total);
});

test('after a server error the stored file is used, and where none is stored, the error', async () => {
  site.setFault(INDEX, 'unavailable');
  expect(await statusOf(INDEX)).toBe(200);
  site.removeFault(INDEX);
  const missing = '/favicon.svg';
  await page.evaluate(async (name) => {
    for (const cache of await caches.keys()) {
      await (await caches.open(cache)).delete(name);
    }
  }, missing);
  site.setFault(missing, 'unavailable');
  expect(await statusOf(missing)).toBe(503);
  site.removeFault(missing);
});

test('when the network does not answer in time, the stored file is used', async () => {
  site.setFault(INDEX, 'silent');
  expect(await statusOf(INDEX)).toBe(200);
  site.removeFault(INDEX);
});

test.each(['unavailable', 'silent'] as const)('the page opens where the site is %s', async (fault) => {
  site.setFault('/', fault);
  await page.goto(new URL('/', site.url).href);
  await drawnWall(page);
  site.removeFault('/');
});

test('each file is stored once, and the second copies of an earlier build are deleted', async () => {
  const visitor = await newOfflineVisitor(browser, { ...SMALL_WINDOW, locale: 'en' });
  // Before the service worker is installed.
  await visitor.addInitScript(
    async ([cache, paths]) => {
      for (const path of paths) {
        await (await caches.open(cache)).put(path, new Response('twice'));
      }
    },
    [CACHES.site, [`${folder}/directions.bin`, `${folder}/discriminator.weights`]] as const,
  );
  const { page: first } = await visitReady(visitor, '/#about', site.url);
  await untilStored(first);
  const paths = (await cachedUrls(first)).map((url) => new URL(url).pathname);
  expect(paths).toContain(`${folder}/directions.bin`);
  expect(paths.toSorted()).toEqual([...new Set(paths)].sort());
  await visitor.close();
});
