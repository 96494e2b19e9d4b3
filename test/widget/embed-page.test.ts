/** The page /embed, which writes the HTML that puts a face on a page. */
import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { LANGUAGE_KEY } from '../../client/storage/names.ts';
import releases from '../../client/widget/releases.json' with { type: 'json' };
import { accessibilityViolations } from '../browser/accessibility.ts';
import { contrast } from '../browser/pictures.ts';
import { takeScreenshot } from '../browser/screenshot.ts';
import { pixelsOfWidget, useHost, waitForEvent, waitForValue } from './visits.ts';

const LANGUAGES = {
  en: { copy: 'Copy', copied: 'Copied', frame: 'Frame', picture: 'Picture', walk: /walk/, pinned: /hash/ },
  ja: {
    copy: 'コピー',
    copied: 'コピーしました',
    frame: 'フレーム',
    picture: '画像',
    walk: /歩く/,
    pinned: /ハッシュ/,
  },
} as const;

const hosting = useHost();

/** Opens the page with a face. `errors` are exceptions and errors on the console. */
async function open(
  language: keyof typeof LANGUAGES,
  width = 1280,
): Promise<{ page: Page; errors: string[] }> {
  const context = await hosting.browser.newContext({
    viewport: { width, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      errors.push(message.text());
    }
  });
  await page.goto(`${inject('site')}/embed?lang=${language}&code=${hosting.code}`);
  await waitForValue(page, hosting.code);
  // The last part of the form, whose parts are rendered one after the other.
  await page.locator('textarea').waitFor();
  return { page, errors };
}

/** Presses the copy button, checks that the clipboard holds the HTML on the page, and returns it. */
async function copy(page: Page, { copy, copied }: (typeof LANGUAGES)['en' | 'ja']): Promise<string> {
  await page.getByRole('button', { name: copy, exact: true }).click();
  await page.getByRole('button', { name: copied }).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toBe(await page.locator('textarea').inputValue());
  return text;
}

test.each(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])(
  'in %s the page /embed writes an element, a frame and a picture that show the face on another site',
  async (language) => {
    const words = LANGUAGES[language];
    const { page, errors } = await open(language);
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(language);
    await page.getByRole('radio', { name: words.pinned }).check();
    await page.getByRole('radio', { name: '128' }).check();
    const element = await copy(page, words);
    expect(element).toContain(`integrity="${releases.at(-1)?.files['dareka.js']}"`);
    await page.getByRole('radio', { name: words.frame }).check();
    const frame = await copy(page, words);
    await page.getByRole('radio', { name: words.picture }).check();
    const picture = await copy(page, words);
    expect(errors).toEqual([]);
    await page.context().close();

    const { page: elsewhere } = await hosting.visit({ body: element + frame + picture });
    await waitForValue(elsewhere, hosting.code);
    const face = elsewhere.locator('dareka-face');
    await expect.poll(() => face.boundingBox()).toMatchObject({ width: 128, height: 128 });
    const width = (image: HTMLImageElement) => image.decode().then(() => image.naturalWidth);
    expect(await elsewhere.locator('body > img').evaluate(width)).toBe(128);
    expect(await elsewhere.frames()[1]?.locator('dareka-face > img').evaluate(width)).toBe(512);
    await face.click();
    expect(await waitForEvent(elsewhere, 'dareka-ready')).toMatchObject({ code: hosting.code });
    expect(contrast(await pixelsOfWidget(elsewhere))).toBeGreaterThan(10);
  },
);

test('the preview follows the choices: a walk, and another face, whose code is in the HTML', async () => {
  const words = LANGUAGES.en;
  const { page, errors } = await open('en');
  await page.getByRole('button', { name: 'Another face' }).click();
  await expect
    .poll(() =>
      page.locator('dareka-face').evaluate((face) => (face as HTMLElementTagNameMap['dareka-face']).value),
    )
    .not.toBe(hosting.code);
  const another = await page.getByRole('textbox').first().inputValue();
  expect(await copy(page, words)).toContain(`code="${another}"`);
  await page.getByRole('checkbox', { name: words.walk }).check();
  await expect.poll(() => page.locator('textarea').inputValue()).toMatch(/<dareka-face [^>]* walk>/);
  await page.locator('dareka-face canvas').waitFor();
  await page.getByRole('textbox').first().fill('nonsense!');
  await page.getByRole('alert').waitFor();
  expect(errors).toEqual([]);
  await page.context().close();
});

test.each([320, 1280])(
  'the page /embed fits a screen of %i pixels, in both languages, and axe finds nothing',
  async (width) => {
    for (const language of ['en', 'ja'] as const) {
      const { page } = await open(language, width);
      for (const box of await page.getByRole('checkbox').all()) {
        await box.check();
      }
      await page.locator('dareka-face select').waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await accessibilityViolations(page)).toEqual([]);
      await takeScreenshot(page, `embed-${width}-${language}`, { fullPage: true });
      await page.context().close();
    }
  },
);

test('the page /embed is in the language that the visitor has chosen on the site, or in that of its address', async () => {
  const context = await hosting.browser.newContext({ locale: 'ja-JP' });
  const page = await context.newPage();
  async function languageOf(query: string): Promise<string> {
    await page.goto(`${inject('site')}/embed${query}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page.evaluate(() => document.documentElement.lang);
  }
  expect(await languageOf('')).toBe('ja');
  await page.evaluate((key) => localStorage.setItem(key, 'en'), LANGUAGE_KEY);
  expect(await languageOf('')).toBe('en');
  expect(await languageOf('?lang=ja')).toBe('ja');
  await context.close();
});
