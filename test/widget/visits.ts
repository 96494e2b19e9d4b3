/** Visits to a host's pages in Chromium, and what their widgets tell. */
import type { Backend } from '@dareka/engine';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import type { DarekaFaceElement, DarekaFaceEvents } from '../../client/widget/index.ts';
import { encodeFace } from '../../latent/code.ts';
import { seedFace } from '../../latent/face.ts';
import type { Manifest } from '../../latent/manifest.ts';
import { launch } from '../browser.ts';
import { lookOf } from '../pictures.ts';
import { defaultManifest } from '../published.ts';
import { type Host, type HostPage, startHost } from './host.ts';

export type Told = {
  [Name in keyof DarekaFaceEvents]: { type: Name; detail: DarekaFaceEvents[Name]['detail'] };
};

declare global {
  interface Window {
    /** Every event of every widget, in order. */
    told?: Told[keyof Told][];
    /** Of `error` events: a worker's errors are no exceptions to Chromium's debugger, and reach the page all the same. */
    uncaught?: string[];
  }
}

export type HostVisit = {
  readonly page: Page;
  /** Exceptions that reached the host's page: errors, and rejections that nobody handles. */
  readonly exceptions: readonly string[];
  /** Absolute URLs that were asked for, also by workers. */
  readonly requests: readonly string[];
};

export type Hosting = {
  readonly browser: Browser;
  readonly host: Host;
  /** Of the default model. */
  readonly manifest: Manifest;
  /** The default model's face of seed 42. */
  readonly code: string;
  /** Serves a page at `/` and opens it. */
  visit(page: HostPage, options?: BrowserContextOptions): Promise<HostVisit>;
};

/** A browser and a host for the tests of a file or group. After each no exception may have reached a page of the host. */
export function useHost(backend: Backend = 'wasm'): Hosting {
  const visits: HostVisit[] = [];
  let browser: Browser;
  let host: Host;
  let manifest: Manifest;

  beforeAll(async () => {
    [browser, host, manifest] = await Promise.all([
      launch(backend),
      startHost(inject('site')),
      defaultManifest(),
    ]);
  });
  afterEach(async () => {
    const ended = visits.splice(0);
    for (const { page, exceptions } of ended) {
      const uncaught = await page.evaluate(() => window.uncaught);
      await page.context().close();
      expect([...exceptions, ...(uncaught ?? [])]).toEqual([]);
    }
  });
  afterAll(async () => {
    await browser.close();
    await host.stop();
  });

  return {
    get browser() {
      return browser;
    },
    get host() {
      return host;
    },
    get manifest() {
      return manifest;
    },
    get code() {
      return encodeFace(seedFace(manifest.tag, 42));
    },
    async visit(page, options) {
      host.serve('/', page);
      const visited = await visitHost(browser, `${host.origin}/`, options);
      visits.push(visited);
      return visited;
    },
  };
}

/** Opens a page of a host, and listens to its widgets. */
export async function visitHost(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<HostVisit> {
  const context = await browser.newContext(options);
  await context.addInitScript(() => {
    const told: Told[keyof Told][] = [];
    window.told = told;
    const uncaught: string[] = [];
    window.uncaught = uncaught;
    addEventListener('error', ({ message }) => uncaught.push(message));
    for (const type of ['dareka-ready', 'dareka-change', 'dareka-error'] as const) {
      addEventListener(type, (event) =>
        told.push({ type, detail: (event as CustomEvent).detail } as Told[typeof type]),
      );
    }
  });
  const page = await context.newPage();
  const exceptions: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => exceptions.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(url);
  return { page, exceptions, requests };
}

/** The details of the events of one type so far. */
export function toldOf<Name extends keyof Told>(
  page: Page | Frame,
  type: Name,
): Promise<Told[Name]['detail'][]> {
  return page.evaluate(
    (wanted) => (window.told ?? []).filter((each) => each.type === wanted).map(({ detail }) => detail),
    type,
  ) as Promise<Told[Name]['detail'][]>;
}

/** Within a test's time: SwiftShader on a loaded machine takes long. No test is about speed. */
const PATIENCE_MS = 110_000;

/** Waits for an event of that type, the `count`th. */
export async function waitFor<Name extends keyof Told>(
  page: Page | Frame,
  type: Name,
  count = 1,
): Promise<Told[Name]['detail']> {
  // No waitForFunction: it needs `unsafe-eval` of the page's policy.
  const reached = async () => (await toldOf(page, type)).length;
  await expect.poll(reached, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(count);
  const details = await toldOf(page, type);
  const detail = details[count - 1];
  if (detail === undefined) {
    throw new Error(`there is no ${type} number ${count}`);
  }
  return detail;
}

/** What the canvas of the only widget shows: RGBA u8. */
export function drawn(page: Page | Frame): Promise<number[]> {
  return page.locator('dareka-face canvas').evaluate((canvas: HTMLCanvasElement) => {
    const context = canvas.getContext('2d');
    return Array.from(context?.getImageData(0, 0, canvas.width, canvas.height).data ?? []);
  });
}

/** The same as a text to compare: cheaper than its pixels. */
export function look(page: Page | Frame): Promise<string> {
  return lookOf(page, 'dareka-face canvas');
}

/** Waits until it looks otherwise than it did. */
export async function waitForLook(page: Page | Frame, before: string): Promise<void> {
  await expect.poll(() => look(page), { timeout: PATIENCE_MS }).not.toBe(before);
}

/** Does something with the first widget of the page. */
export function withFace<T>(page: Page, act: (face: DarekaFaceElement) => T | Promise<T>): Promise<T> {
  return page
    .locator('dareka-face')
    .first()
    .evaluate(act as (face: Element) => T | Promise<T>);
}

/** Waits until the first widget's value is that. */
export async function waitForValue(page: Page, code: string | null): Promise<void> {
  await expect.poll(() => withFace(page, ({ value }) => value), { timeout: PATIENCE_MS }).toBe(code);
}
