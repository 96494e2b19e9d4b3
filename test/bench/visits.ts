/** What a visit moves, and how long its first face takes. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import * as v from 'valibot';
import { CATALOG_PATH, catalogSchema } from '../../worker/site/catalog.ts';
import { startTransferProxy, type Transfer, type TransferProxy } from '../site/transfer-proxy.ts';

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
  const { files } = v.parse(catalogSchema, JSON.parse(await readFile(join(site, CATALOG_PATH), 'utf8')));
  return (path) => {
    const file = files[path] ?? files[`/page${path === '/' ? '/index.html' : path}`];
    if (file === undefined) {
      throw new Error(`the site has no file for ${path}`);
    }
    return file.encoded.br?.bytes ?? file.bytes;
  };
}

/**
 * A first visit and a second one, with what the first left in the browser's caches.
 *
 * @param path of the page, with what is asked of it
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
  // What only asks whether it changed, and it did not, moves next to nothing.
  const moved = wire.transfers.slice(before).filter(({ status }) => status === 200);
  const total = (exchanges: readonly Transfer[]): number =>
    exchanges.reduce((sum, { path: each }) => sum + sizeOf(each), 0);
  const early = moved.filter(({ at }) => at < began + measured.firstFace);
  const files = moved
    .map(({ path: each }) => ({ path: each, bytes: sizeOf(each) }))
    .sort((a, b) => b.bytes - a.bytes);
  return { bytesToFirstFace: total(early), bytes: total(moved), files, firstPaint, ...measured };
}
