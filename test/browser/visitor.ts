/** A visitor whom the tests of a file share: one profile, with one HTTP cache and one process for all its pages. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { parseRoute, viewPath } from '../../client/page/shell/route.ts';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import { defaultManifest } from '../site/published-manifests.ts';
import {
  closeProfiles,
  follow,
  newVisitor,
  openBrowser,
  USUAL_SCREEN,
  urlOf,
  type Visit,
  visit,
  visitReady,
} from './browser.ts';

export type SharedVisitor = {
  readonly browser: Browser;
  readonly context: BrowserContext;
  /** Of the default model. */
  readonly manifest: Manifest;
  /** The page that was opened last. */
  readonly page: Page;
  /** The share code of the default model's face of a seed. */
  codeOf(seed: number): string;
  /** Runs a function on a page of the site without scripts, before any other is open: to store what an earlier build would have. */
  prepare<T>(store: (given: T) => void, given: T): Promise<void>;
  /** Opens a page and waits until it can draw. After the test its tab is closed, or emptied for the next one. */
  open(path: string, site?: string): Promise<Page>;
  /** The same, with what the page requests and what goes wrong. */
  visit(path: string, site?: string): Promise<Visit>;
  /** Opens a page without waiting until it can draw. */
  visitAtOnce(path: string, site?: string): Promise<Visit>;
};

/**
 * The profile of all tests of a file or group, on WASM.
 *
 * @param forgets whether each test begins without anything stored, as a first visit does
 * @param stays whether `open` goes on with the page of the test before, as a visitor does who follows links: the page is loaded
 *   once, and each test begins in a view that is mounted anew
 */
export function useVisitor(
  options: BrowserContextOptions = {},
  { forgets = false, stays = false }: { forgets?: boolean; stays?: boolean } = {},
): SharedVisitor {
  let browser: Browser;
  let context: BrowserContext;
  let manifest: Manifest;
  let page: Page;
  /** The page that the next test goes on with. */
  let kept: Page | undefined;
  /** An empty tab of the test before, for the next visit. */
  let spare: Page | undefined;
  /** Stays open, and with it the process of the profile. */
  let anchor: Page | undefined;

  beforeAll(async () => {
    browser = await openBrowser('wasm');
    [context, manifest] = await Promise.all([newVisitor(browser, options), defaultManifest()]);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      kept = undefined;
    }
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    const [first, ...others] = context.pages().filter((each) => each !== anchor && each !== kept);
    await Promise.all(others.map((each) => each.close()));
    spare = undefined;
    if (first !== undefined && task.result?.state !== 'fail') {
      await emptyTab(first, options);
      spare = first;
    } else {
      await first?.close();
    }
    if (forgets && anchor !== undefined) {
      const devtools = await context.newCDPSession(anchor);
      const { origin } = new URL(anchor.url());
      await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
      await devtools.detach();
    }
  });
  afterAll(() => closeProfiles(browser));

  async function hold(site?: string): Promise<Page> {
    if (anchor === undefined) {
      anchor = await context.newPage();
      await anchor.goto(urlOf('/robots.txt', site));
    }
    return anchor;
  }
  async function open(path: string, site?: string): Promise<Page> {
    if (kept === undefined) {
      ({ page } = await by(visitReady, path, site));
      kept = stays ? page : undefined;
      return page;
    }
    page = kept;
    await resetAppearance(page, options);
    // Another view than that of the test before, whose links and model are still on screen until then.
    const between = parseRoute(new URL(page.url())).view === 'about' ? 'avatars' : 'about';
    await follow(page, viewPath(between));
    await page.locator(`nav a[aria-current="page"][href^="${viewPath(between)}"]`).waitFor();
    await page.locator(`main .${between}`).waitFor();
    await follow(page, path);
    return page;
  }
  async function by(opening: typeof visit, path: string, site?: string): Promise<Visit> {
    await hold(site);
    const tab = spare;
    spare = undefined;
    const opened = await opening(context, path, site, tab);
    page = opened.page;
    return opened;
  }
  return {
    get browser() {
      return browser;
    },
    get context() {
      return context;
    },
    get manifest() {
      return manifest;
    },
    get page() {
      return page;
    },
    codeOf: (seed) => encodeFace(seedFace(manifest.tag, seed)),
    async prepare(store, given) {
      // `unknown` instead of what Playwright can transfer.
      await (await hold()).evaluate(store as (given: unknown) => void, given);
    },
    open,
    visit: (path, site) => by(visitReady, path, site),
    visitAtOnce: (path, site) => by(visit, path, site),
  };
}

/**
 * Makes a tab as if it were new. Chromium starts two processes for a new one, which takes a quarter of the time of a visit.
 */
async function emptyTab(page: Page, options: BrowserContextOptions): Promise<void> {
  page.removeAllListeners();
  await page.unrouteAll();
  await page.goto(new URL('/robots.txt', page.url()).href);
  await page.evaluate(() => sessionStorage.clear());
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.resetNavigationHistory');
  await devtools.detach();
  await resetAppearance(page, options);
}

/** What a test changed of how the page is shown, back to what the profile has. */
async function resetAppearance(page: Page, options: BrowserContextOptions): Promise<void> {
  const {
    colorScheme = 'light',
    forcedColors = 'none',
    reducedMotion,
    viewport,
  } = {
    ...USUAL_SCREEN,
    ...options,
  };
  await page.emulateMedia({ media: null, colorScheme, forcedColors, reducedMotion });
  await page.setViewportSize(viewport ?? USUAL_SCREEN.viewport);
}
