/** Chromium with and without WebGPU, and visits to the page with it. */

import type { Backend } from '@dareka/engine';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { inject } from 'vitest';
// Declares window.dareka.
import type {} from '../../client/page/public-api.ts';
import { addDelays } from './delays.ts';

/**
 * Chromium's sandbox does not start in a container or as root. Pages of one profile share a process as long as one of them is
 * open: a second page then has what the first one compiled. WebAssembly is optimized a hundred times later than usual: of ONNX
 * Runtime Chromium otherwise optimizes 6 s of code in each visit, for a few steps.
 */
const ARGUMENTS = ['--no-sandbox', '--process-per-site', '--js-flags=--wasm-tiering-budget=1300000000'];

/** Without a GPU Chromium offers a WebGPU adapter only with these arguments: SwiftShader, which runs on the CPU. */
const WEBGPU_ARGUMENTS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

/**
 * How often `waitForFunction` looks at the page, in milliseconds. By default Playwright looks before each frame, which makes the
 * page paint 60 frames a second and costs a tenth of a core.
 */
const POLLING = 100;

/** In milliseconds: how long a page may take for one step, on a busy machine with a GPU in software. A later one counts as missing. */
export const PATIENCE = 150_000;

/**
 * What a profile of the tests has, unless it says otherwise. The window has the layout of a desktop, but is smaller than Playwright's
 * usual one of 1280 × 720, where a visit costs a quarter more: every face is drawn, resampled, rasterized and composited on the CPU.
 * Without motion, since what is not drawn yet pulses, and Chromium then paints 60 frames a second as long as a page waits.
 */
export const USUAL_SCREEN = { viewport: { width: 1000, height: 600 }, reducedMotion: 'reduce' } as const;

/** A window whose wall has few faces: a GPU in software draws some four a second. */
export const SMALL_WINDOW = { viewport: { width: 480, height: 360 } } as const;

/** The browsers of this process, which runs one file of tests after another. They end with the process. */
const browsers = new Map<Backend, Promise<Browser>>();

/** A browser in which the page chooses that backend by itself. All files share it: whoever opens profiles closes them (`closeProfiles`). */
export async function openBrowser(backend: Backend): Promise<Browser> {
  const running = await browsers.get(backend)?.catch(() => undefined);
  if (running?.isConnected()) {
    return running;
  }
  const started = launch(backend);
  browsers.set(backend, started);
  return started;
}

/** Closes all profiles and their pages, for the next file. */
export async function closeProfiles(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

function launch(backend: Backend): Promise<Browser> {
  const { executable, env } = inject('chromium');
  return chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...env },
    args: backend === 'webgpu' ? [...ARGUMENTS, ...WEBGPU_ARGUMENTS] : ARGUMENTS,
  });
}

/**
 * A profile for tests that are not about storage. Its pages share the browser's HTTP cache, so that only the first one loads
 * all scripts and the model, and no service worker stores some 8 MB of files beside them.
 */
export function newVisitor(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return newOfflineVisitor(browser, { serviceWorkers: 'block', ...options });
}

/** A profile with a service worker: its pages work without a network once they have stored what they need. */
export async function newOfflineVisitor(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ ...USUAL_SCREEN, ...options });
  await addDelays(context);
  context.on('page', (page) => {
    const waitForFunction = page.waitForFunction.bind(page) as (...given: unknown[]) => unknown;
    Object.assign(page, {
      waitForFunction: (look: unknown, given?: unknown, how?: object) =>
        waitForFunction(look, given, { polling: POLLING, ...how }),
    });
  });
  return context;
}

/** The URL of a path of the site under test, or of another `site`. */
export function urlOf(path: string, site: string = inject('site')): string {
  return new URL(path, site).href;
}

export type Visit = {
  page: Page;
  /** Errors on the console, policy violations and workers' errors included, and requests to other origins. */
  problems: string[];
  /** The paths of all requests, by workers too. */
  requests: string[];
};

/** Opens the page. @param tab an empty one; by default a new one */
export async function visit(
  context: BrowserContext,
  path: string,
  site?: string,
  tab?: Page,
): Promise<Visit> {
  const page = tab ?? (await context.newPage());
  page.setDefaultTimeout(PATIENCE);
  const problems: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') {
      const { url } = message.location();
      problems.push(url === '' ? message.text() : `${message.text()} (${url})`);
    }
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => {
    const { origin, protocol, pathname } = new URL(request.url());
    if (origin === urlOf('/', site).slice(0, -1)) {
      requests.push(pathname);
    } else if (protocol.startsWith('http')) {
      problems.push(`request to ${request.url()}`);
    }
  });
  await page.goto(urlOf(path, site));
  return { page, problems, requests };
}

/** Opens the page and waits until it can draw. */
export async function visitReady(
  context: BrowserContext,
  path: string,
  site?: string,
  tab?: Page,
): Promise<Visit> {
  const visited = await visit(context, path, site, tab);
  await visited.page.evaluate(() => window.dareka.ready);
  return visited;
}

/** Goes to another address of the page without loading it anew, as a link does. */
export async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((address) => {
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

/** How much wider the page is than the screen, in CSS pixels. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Waits until the first faces of the wall are drawn. */
export async function drawnWall(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const tiles = [...document.querySelectorAll('a.tile')].slice(0, 12);
    return tiles.length === 12 && tiles.every((tile) => !tile.classList.contains('blank'));
  });
}

/**
 * Opens "about", waits until its sentence on what draws here has a part, and goes back to the view before.
 *
 * @returns the whole sentence
 */
export async function saidOfDrawing(page: Page, said: string | RegExp): Promise<string> {
  await page.getByRole('link', { name: 'About', exact: true }).click();
  const sentence = page.getByRole('region', { name: 'What draws here' }).getByRole('paragraph').first();
  await sentence.filter({ hasText: said }).waitFor();
  const text = await sentence.textContent();
  await page.goBack();
  return text ?? '';
}
