/** The bytes that a visit downloads, and the time until its first face. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import * as v from 'valibot';
import { CATALOG_PATH, catalogSchema } from '../../worker/site/catalog.ts';
import { startTransferProxy, type Transfer, type TransferProxy } from '../site/transfer-proxy.ts';

export type FileBytes = { readonly path: string; readonly bytes: number };

export type Visit = {
  /** Bytes of bodies, as a deployment sends them, until the first face is drawn. */
  readonly bytesToFirstFace: number;
  /** The same until everything is stored that the page needs offline. */
  readonly bytes: number;
  readonly files: readonly FileBytes[];
  /** Milliseconds since navigation began. */
  readonly firstPaint: number;
  /** Milliseconds until the page's script has run and responds. */
  readonly interactive: number;
  readonly firstFace: number;
  /** The longest task of the main thread in milliseconds; 0 where none took more than 50. */
  readonly longestTask: number;
};

declare global {
  interface Window {
    benchVisit?: { interactive: number; firstFace: number; longestTask: number };
  }
}

/** A visit ends after this long without a response. */
const QUIET_MS = 3000;

/** The bytes of a path's body, sent to a browser that accepts Brotli. */
export type SizeOf = (path: string) => number;

/**
 * Reads the sizes of the files in dist/site. The bytes on the wire are no measure here: Cloudflare's local runtime compresses
 * scripts and WebAssembly again, and less well.
 */
export async function sizesOfSite(site: string): Promise<SizeOf> {
  const { files } = v.parse(catalogSchema, JSON.parse(await readFile(join(site, CATALOG_PATH), 'utf8')));
  return (path) => {
    const page = `/page${path === '/' ? '/index' : path}`;
    // A document of the page is at its path without `.html`.
    const file = files[path] ?? files[page] ?? files[`${page}.html`];
    if (file === undefined) {
      throw new Error(`the site has no file for ${path}`);
    }
    return file.encoded.br?.bytes ?? file.bytes;
  };
}

/**
 * Measures a first visit, and a second one with the caches of the first.
 *
 * @param path of the page, with its query
 */
export async function measureVisits(
  browser: Browser,
  site: string,
  path: string,
  sizeOf: SizeOf,
): Promise<{ cold: Visit; warm: Visit }> {
  const wire = await startTransferProxy(site);
  const context = await browser.newContext();
  await context.addInitScript(observe);
  const visitPage = (): Promise<Visit> => visit(context, wire, path, sizeOf);
  try {
    return { cold: await visitPage(), warm: await visitPage() };
  } finally {
    await context.close();
    wire.stop();
  }
}

/** Runs in the page, before its own scripts. */
function observe(): void {
  const seen = { interactive: 0, firstFace: 0, longestTask: 0 };
  window.benchVisit = seen;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.longestTask = Math.max(seen.longestTask, duration);
    }
  }).observe({ type: 'longtask', buffered: true });
  addEventListener('DOMContentLoaded', async () => {
    seen.interactive = performance.now();
    await window.dareka.generate({ seed: 1 });
    seen.firstFace = performance.now();
  });
}

async function visit(
  context: BrowserContext,
  wire: TransferProxy,
  path: string,
  sizeOf: SizeOf,
): Promise<Visit> {
  const page = await context.newPage();
  const before = wire.transfers.length;
  const lastAt = (): number => wire.transfers.at(-1)?.at ?? 0;
  await page.goto(wire.url + path);
  await page.waitForFunction(() => (window.benchVisit?.firstFace ?? 0) > 0, undefined, { timeout: 0 });
  await page.evaluate(() => navigator.serviceWorker.ready);
  while (Date.now() - lastAt() < QUIET_MS) {
    await page.waitForTimeout(QUIET_MS / 10);
  }
  const measured = await page.evaluate(() => window.benchVisit);
  const [began, firstPaint] = await page.evaluate(() => [
    performance.timeOrigin,
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  ]);
  await page.close();
  if (measured === undefined || began === undefined || firstPaint === undefined) {
    throw new Error('the page was not observed');
  }
  // A 304 has no body.
  const moved = wire.transfers.slice(before).filter(({ status }) => status === 200);
  const total = (exchanges: readonly Transfer[]): number =>
    exchanges.reduce((sum, { path: each }) => sum + sizeOf(each), 0);
  const early = moved.filter(({ at }) => at < began + measured.firstFace);
  const files = moved
    .map(({ path: each }) => ({ path: each, bytes: sizeOf(each) }))
    .sort((a, b) => b.bytes - a.bytes);
  return { bytesToFirstFace: total(early), bytes: total(moved), files, firstPaint, ...measured };
}
