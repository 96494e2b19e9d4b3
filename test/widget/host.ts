/** Pages of another site, on an origin of their own, with a widget in them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import type { DarekaFaceEvents } from '../../client/widget/index.ts';

export type HostPage = {
  /** HTML of the body. `SITE` in it stands for the site's origin. */
  body: string;
  head?: string;
  /** Response headers, such as a policy. `SITE` stands for the site's origin. */
  headers?: Readonly<Record<string, string>>;
};

export type Host = {
  /** `http://localhost:PORT`, never the site's. */
  readonly origin: string;
  /** Serves a page, or a file, at that path from now on. */
  serve(path: string, page: HostPage | { type: string; content: string | Uint8Array }): void;
  stop(): Promise<void>;
};

/** The widget's script, as a page elsewhere names it. */
export const SCRIPT = '<script type="module" src="SITE/embed/v1/dareka.js"></script>';

/** What makes a page cross-origin isolated. */
export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

/** @param site the origin that `SITE` stands for; the one under test where it is left out */
export async function startHost(site = inject('site')): Promise<Host> {
  const served = new Map<
    string,
    { type: string; content: string | Uint8Array; headers: [string, string][] }
  >();
  const named = (text: string): string => text.replaceAll('SITE', site);
  const server = createServer((request, response) => {
    const found = served.get(new URL(request.url ?? '/', 'http://host.invalid').pathname);
    if (found === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, [['Content-Type', found.type], ...found.headers].flat());
    response.end(found.content);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    serve(path, page) {
      if ('type' in page) {
        served.set(path, { ...page, headers: [] });
        return;
      }
      const { head = '', body, headers = {} } = page;
      const content = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A host</title>
        <link rel="icon" href="data:,">${named(head)}</head><body>${named(body)}</body></html>`;
      served.set(path, {
        type: 'text/html; charset=utf-8',
        content,
        headers: Object.entries(headers).map(([name, value]) => [name, named(value)]),
      });
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type Told = {
  [Name in keyof DarekaFaceEvents]: { type: Name; detail: DarekaFaceEvents[Name]['detail'] };
};

declare global {
  interface Window {
    /** Every event of every widget, in order. */
    told?: Told[keyof Told][];
  }
}

export type HostVisit = {
  page: Page;
  /** Exceptions that reached the host's page. */
  exceptions: string[];
  /** Absolute URLs that were asked for, also by workers. */
  requests: string[];
};

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
export function toldOf<Name extends keyof Told>(page: Page, type: Name): Promise<Told[Name]['detail'][]> {
  return page.evaluate(
    (wanted) => (window.told ?? []).filter((each) => each.type === wanted).map(({ detail }) => detail),
    type,
  ) as Promise<Told[Name]['detail'][]>;
}

/** Within a test's time: SwiftShader on a loaded machine takes long. No test is about speed. */
const PATIENCE_MS = 110_000;

/** Waits for an event of that type, the `count`th. */
export async function waitFor<Name extends keyof Told>(
  page: Page,
  type: Name,
  count = 1,
): Promise<Told[Name]['detail']> {
  // No waitForFunction: it needs `unsafe-eval` of the page's policy.
  const reached = async () => (await toldOf(page, type)).length;
  await expect.poll(reached, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(count);
  const details = await toldOf(page, type);
  const detail = details[count - 1];
  if (detail === undefined) throw new Error(`there is no ${type} number ${count}`);
  return detail;
}

/** What a widget's canvas shows: RGBA u8. */
export function drawn(page: Page, selector = 'dareka-face'): Promise<number[]> {
  return page.locator(`${selector} canvas`).evaluate((canvas: HTMLCanvasElement) => {
    const context = canvas.getContext('2d');
    return Array.from(context?.getImageData(0, 0, canvas.width, canvas.height).data ?? []);
  });
}
