/** Visits to a host's pages in Chromium, and the events of the widgets on them. */
import type { Backend } from '@dareka/engine';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import type { DarekaFaceElement, DarekaFaceEvents } from '../../client/widget/index.ts';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import { closeProfiles, openBrowser } from '../browser/browser.ts';
import { dataUrlOf } from '../browser/pictures.ts';
import { defaultManifest } from '../site/published-manifests.ts';
import { type Host, type HostPage, startHost } from './host.ts';

export type WidgetEvent = {
  [Name in keyof DarekaFaceEvents]: { type: Name; detail: DarekaFaceEvents[Name]['detail'] };
};

declare global {
  interface Window {
    /** Every event of every widget, in order. */
    widgetEvents?: WidgetEvent[keyof WidgetEvent][];
    /** Messages of `error` events. Chromium's debugger does not report a worker's errors as exceptions, but they reach the page. */
    uncaught?: string[];
  }
}

export type HostVisit = {
  readonly page: Page;
  /** Exceptions that reached the host's page: errors, and rejections that nobody handles. */
  readonly exceptions: readonly string[];
  /** Absolute URLs of all requests, by workers too. */
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

/** Starts a browser and a host for the tests of a file or group. After each test no exception may have reached a page. */
export function useHost(backend: Backend = 'wasm'): Hosting {
  const visits: HostVisit[] = [];
  let browser: Browser;
  let host: Host;
  let manifest: Manifest;

  beforeAll(async () => {
    [browser, host, manifest] = await Promise.all([
      openBrowser(backend),
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
    await closeProfiles(browser);
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

/** Opens a page of a host and records the events of its widgets. */
export async function visitHost(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<HostVisit> {
  const context = await browser.newContext(options);
  await context.addInitScript(() => {
    const events: WidgetEvent[keyof WidgetEvent][] = [];
    window.widgetEvents = events;
    const uncaught: string[] = [];
    window.uncaught = uncaught;
    addEventListener('error', ({ message }) => uncaught.push(message));
    for (const type of ['dareka-ready', 'dareka-change', 'dareka-error'] as const) {
      addEventListener(type, (event) =>
        events.push({ type, detail: (event as CustomEvent).detail } as WidgetEvent[typeof type]),
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
export function eventDetails<Name extends keyof WidgetEvent>(
  page: Page | Frame,
  type: Name,
): Promise<WidgetEvent[Name]['detail'][]> {
  return page.evaluate(
    (wanted) =>
      (window.widgetEvents ?? []).filter((each) => each.type === wanted).map(({ detail }) => detail),
    type,
  ) as Promise<WidgetEvent[Name]['detail'][]>;
}

/** Waits for the `count`th event of a type, and returns its detail. */
export async function waitForEvent<Name extends keyof WidgetEvent>(
  page: Page | Frame,
  type: Name,
  count = 1,
): Promise<WidgetEvent[Name]['detail']> {
  // waitForFunction would need `unsafe-eval` in the page's policy.
  const reached = async () => (await eventDetails(page, type)).length;
  await expect.poll(reached).toBeGreaterThanOrEqual(count);
  const details = await eventDetails(page, type);
  const detail = details[count - 1];
  if (detail === undefined) {
    throw new Error(`there is no ${type} number ${count}`);
  }
  return detail;
}

/** The pixels of the canvas of the only widget: RGBA u8. */
export function pixelsOfWidget(page: Page | Frame): Promise<number[]> {
  return page.locator('dareka-face canvas').evaluate((canvas: HTMLCanvasElement) => {
    const context = canvas.getContext('2d');
    return Array.from(context?.getImageData(0, 0, canvas.width, canvas.height).data ?? []);
  });
}

/** The same canvas as a data URL, for comparison: faster to transfer than its pixels. */
export function dataUrlOfWidget(page: Page | Frame): Promise<string> {
  return dataUrlOf(page, 'dareka-face canvas');
}

/** Waits until the canvas of the only widget differs from `before`. */
export async function waitForOtherDataUrl(page: Page | Frame, before: string): Promise<void> {
  await expect.poll(() => dataUrlOfWidget(page)).not.toBe(before);
}

/** Calls a function in the page with the first widget. */
export function withFace<T>(page: Page, act: (face: DarekaFaceElement) => T | Promise<T>): Promise<T> {
  return page
    .locator('dareka-face')
    .first()
    .evaluate(act as (face: Element) => T | Promise<T>);
}

/** Waits until the first widget has this value. */
export async function waitForValue(page: Page, code: string | null): Promise<void> {
  await expect.poll(() => withFace(page, ({ value }) => value)).toBe(code);
}
