/** What a visit moves, and how long its first face takes. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Response } from 'playwright-core';
import * as v from 'valibot';
import { CATALOGUE_PATH, catalogueSchema } from '../../worker/catalogue.ts';

export type FileBytes = { readonly path: string; readonly bytes: number };

export type Visit = {
  /** Of bodies, as a deployment sends them, until the first face is drawn. */
  readonly bytesToFirstFace: number;
  /** Until all is there that the page keeps for when there is no network. */
  readonly bytes: number;
  readonly files: readonly FileBytes[];
  /** Milliseconds since navigation began. */
  readonly firstPaint: number;
  /** The page's script runs and answers. */
  readonly interactive: number;
  readonly firstFace: number;
  /** The longest that the page's thread was busy at a time, in milliseconds; 0 if never for more than 50. */
  readonly longestTask: number;
};

declare global {
  interface Window {
    benchVisit?: { interactive: number; firstFace: number; longestTask: number };
  }
}

/** A visit is over when nothing has come for so long. */
const QUIET_MS = 3000;

/** How many bytes a path of the site sends, to a browser that takes brotli. */
export type SizeOf = (path: string) => number;

/**
 * Of the files in dist/site. What comes over the wire here is something else: the simulator of Cloudflare's network codes
 * scripts and WebAssembly anew, and less well.
 */
export async function sizesOfSite(site: string): Promise<SizeOf> {
  const { files } = v.parse(catalogueSchema, JSON.parse(await readFile(join(site, CATALOGUE_PATH), 'utf8')));
  return (path) => {
    const file = files[path] ?? files[`/page${path === '/' ? '/index.html' : path}`];
    if (file === undefined) throw new Error(`the site has no file for ${path}`);
    return file.encoded.br?.bytes ?? file.bytes;
  };
}

/** A first visit and a second one, with what the first left in the browser's caches. */
export async function measureVisits(
  browser: Browser,
  url: string,
  sizeOf: SizeOf,
): Promise<{ cold: Visit; warm: Visit }> {
  const context = await browser.newContext();
  await context.addInitScript(observe);
  try {
    return { cold: await visit(context, url, sizeOf), warm: await visit(context, url, sizeOf) };
  } finally {
    await context.close();
  }
}

/** Runs in the page, before its own scripts. */
function observe(): void {
  const seen = { interactive: 0, firstFace: 0, longestTask: 0 };
  window.benchVisit = seen;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longestTask = Math.max(seen.longestTask, duration);
  }).observe({ type: 'longtask', buffered: true });
  addEventListener('DOMContentLoaded', async () => {
    seen.interactive = performance.now();
    await window.dareka.generate({ seed: 1 });
    seen.firstFace = performance.now();
  });
}

async function visit(context: BrowserContext, url: string, sizeOf: SizeOf): Promise<Visit> {
  const page = await context.newPage();
  const moved: (FileBytes & { readonly at: number })[] = [];
  let lastAt = Date.now();
  const count = async (response: Response): Promise<void> => {
    lastAt = Date.now();
    // What a cache or the service worker had moved nothing, and what only asks whether it changed next to nothing.
    if (response.fromServiceWorker() || response.status() !== 200 || (await fromCache(response))) return;
    const path = new URL(response.url()).pathname;
    moved.push({ path, bytes: sizeOf(path), at: lastAt });
  };
  context.on('response', count);
  await page.goto(url);
  await page.waitForFunction(() => (window.benchVisit?.firstFace ?? 0) > 0, undefined, { timeout: 0 });
  await page.evaluate(() => navigator.serviceWorker.ready);
  while (Date.now() - lastAt < QUIET_MS) await page.waitForTimeout(QUIET_MS / 10);
  const measured = await page.evaluate(() => window.benchVisit);
  const [began, firstPaint] = await page.evaluate(() => [
    performance.timeOrigin,
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  ]);
  context.off('response', count);
  await page.close();
  if (measured === undefined || began === undefined || firstPaint === undefined) {
    throw new Error('the page was not observed');
  }
  const total = (files: readonly FileBytes[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);
  const early = moved.filter(({ at }) => at < began + measured.firstFace);
  const files = moved.map(({ path, bytes }) => ({ path, bytes })).sort((a, b) => b.bytes - a.bytes);
  return { bytesToFirstFace: total(early), bytes: total(files), files, firstPaint, ...measured };
}

/** Nothing of such a response came over the wire. */
async function fromCache(response: Response): Promise<boolean> {
  const { responseHeadersSize } = await response.request().sizes();
  return responseHeadersSize === 0;
}
