/** Every view, on phones and desktops, in both languages: it fits the screen, axe finds nothing. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { accessibilityViolations } from '../browser/accessibility.ts';
import {
  closeProfiles,
  follow,
  newVisitor,
  openBrowser,
  overhang,
  SMALL_WINDOW,
  type Visit,
  visitReady,
} from '../browser/browser.ts';
import { takeScreenshot } from '../browser/screenshot.ts';
import { defaultManifest } from '../site/published-manifests.ts';

const phone = { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const desk = { viewport: { width: 1440, height: 900 } };
const wide = { viewport: { width: 2560, height: 1440 } };

const VISITORS: Record<string, BrowserContextOptions> = {
  'phone-en-dark': { ...phone, locale: 'en', colorScheme: 'dark' },
  'phone-ja-light': { ...phone, locale: 'ja', colorScheme: 'light' },
  'desk-en-light': { ...desk, locale: 'en', colorScheme: 'light' },
  'wide-ja-dark': { ...wide, locale: 'ja', colorScheme: 'dark' },
};

/** The element that shows that a view has been drawn. */
const VIEWS: Record<string, string> = {
  faces: 'a.tile:not(.blank)',
  avatars: '.avatars .picture:not(.blank)',
  studio: '.preview-picture .picture:not(.blank)',
  mix: '.preview-picture .picture:not(.blank)',
  arithmetic: '.equation-result > .picture:not(.blank)',
  conditional: '.way:last-child .way-diagram',
  inside: '.generated-picture .picture:not(.blank)',
  training: '.face-grid:not(.blank)',
  lesson: '.introduction',
  quiz: '.pair figure:last-child .picture:not(.blank)',
  about: '.description-list',
};

let browser: Browser;
let code: string;

beforeAll(async () => {
  browser = await openBrowser('wasm');
  code = encodeFace(seedFace((await defaultManifest()).tag, 4));
});

afterAll(() => closeProfiles(browser));

/** Names, of people too, formats and formulas, which are the same in every language. */
const NAMES =
  /「sam」|Dareka|Radford|Metz|Chintala|Wasserstein|MakeHuman|Poly Haven|ONNX Runtime|ONNX|WASM|WebGPU|WebM|MP4|GIF|PNG|JPEG|JSON|MB|CC0|PyTorch|TensorFlow|DCGAN|GAN|Leaky|ReLU|WebP|HTML|Markdown|Gravatar|DiceBear|\/a\/v\d\/|tanh|https?:\S+|DiffAugment|ZIP|safetensors|(?:dcgan|digits|face|first)-\d+(?:-[a-z]+(?=-))?(?:-[0-9a-f]{6})?/g;

/** The texts on a Japanese page that are in another language and not marked as such. */
async function untranslated(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const said = ['aria-label', 'aria-valuetext', 'title', 'alt', 'placeholder'];
    const elements = [...document.querySelectorAll(':root:lang(ja) body *:not(noscript, script):lang(ja)')];
    return elements.flatMap((element) => [
      ...said.flatMap((name) => element.getAttribute(name) ?? []),
      ...[...element.childNodes].filter(({ nodeType }) => nodeType === 3).map((text) => text.nodeValue ?? ''),
    ]);
  });
  if (texts.length === 0) {
    throw new Error('the page has no Japanese text');
  }
  return texts.filter((text) => /[A-Za-z]{2,}/.test(text.replace(NAMES, '')));
}

describe.each(Object.entries(VISITORS))('%s', (name, options) => {
  let visited: Visit;
  let wallLead: string | null;

  beforeAll(async () => {
    const context = await newVisitor(browser, { ...options, reducedMotion: 'reduce' });
    visited = await visitReady(context, '/');
    wallLead = await visited.page.locator('.lead').first().textContent();
  });

  afterAll(() => visited.page.context().close());

  test.each(Object.entries(VIEWS))('%s', async (view, drawn) => {
    const { page } = visited;
    await follow(page, view === 'faces' ? '/' : `/f/${code}#${view}`);
    await page.locator(drawn).first().waitFor();
    // Scrolls to each blank picture, since pictures far from the screen are not drawn.
    await page.waitForFunction(() => {
      const blank = document.querySelector('.picture.blank, .tile.blank');
      (blank ?? document.documentElement).scrollIntoView({ behavior: 'instant' });
      return blank === null;
    });
    await takeScreenshot(page, `${view}-${name}`, { fullPage: view !== 'faces' });
    expect(await overhang(page)).toBe(0);
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(options.locale);
    const heading = await page.locator('h1').textContent();
    expect(await page.title()).toBe(view === 'faces' ? heading : `${heading} · Dareka`);
    const lead = await page.locator('.lead').first().textContent();
    await expect.poll(() => page.locator('meta[name="description"]').getAttribute('content')).toBe(lead);
    // The address of a face leads to the face, from any view. A view may leave the face, and the address follows a little later.
    const description = page.locator('meta[property="og:description"]');
    await expect
      .poll(async () => {
        const shared = new URL(page.url()).pathname.startsWith('/f/') ? wallLead : lead;
        return (await description.getAttribute('content')) === shared;
      })
      .toBe(true);
    // One thing to press next, at most.
    await expect
      .poll(() => page.locator('.button.primary').filter({ visible: true }).count())
      .toBeLessThan(2);
    if (options.locale === 'ja') {
      expect(await untranslated(page)).toEqual([]);
      const breaks = await page
        .locator('main p')
        .evaluateAll((all) => all.map((p) => getComputedStyle(p).wordBreak));
      expect(new Set(breaks)).toEqual(new Set(['auto-phrase']));
      // Brackets and colons are as wide as the characters beside them.
      const narrow = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}] ?[(:]/gu;
      expect((await page.locator('main').innerText()).match(narrow)).toBeNull();
    }
    expect(visited.problems).toEqual([]);
  });

  test('a face opened from the wall', async () => {
    const { page } = visited;
    await follow(page, `/f/${code}`);
    await page.locator('.viewer .frame:not(.blank)').waitFor();
    await takeScreenshot(page, `face-${name}`);
    expect(await overhang(page)).toBe(0);
    expect(await accessibilityViolations(page)).toEqual([]);
    if (options.locale === 'ja') {
      expect(await untranslated(page)).toEqual([]);
    }
  });
});

describe('two languages', () => {
  test('the choice of a language is kept for the next visit, and ?lang= overrides it', async () => {
    const context = await newVisitor(browser, { ...SMALL_WINDOW, locale: 'en' });
    const { page } = await visitReady(context, '/');
    await page.getByRole('button', { name: '日本語' }).click();
    await page.getByRole('link', { name: 'アトリエ', exact: true }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'アトリエ', exact: true }).waitFor();
    await page.goto(new URL('/?lang=en', page.url()).href);
    await page.getByRole('link', { name: 'Studio' }).waitFor();
    await context.close();
  });
});
