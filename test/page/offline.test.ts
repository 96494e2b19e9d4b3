import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CACHES } from '../../client/storage/names.ts';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import {
  closeProfiles,
  drawnWall,
  newOfflineVisitor,
  newVisitor,
  openBrowser,
  PATIENCE,
  SMALL_WINDOW,
  urlOf,
  visit,
  visitReady,
} from '../browser/browser.ts';
import { downloadBy } from '../browser/download.ts';
import { dropFile } from '../browser/drop.ts';
import { generate, maxDifference } from '../browser/pictures.ts';
import { untilStored } from '../browser/storage.ts';
import { button, pause, stepOf, takeHome, untilStep } from '../browser/training-panel.ts';
import { startFaultySite } from '../site/faulty-site.ts';
import { defaultManifest } from '../site/published-manifests.ts';
import { sharedSite } from '../site/shared-sites.ts';
import { FORMER_WORDS, NEWER_WORDS } from '../site/site-contents.ts';
import { startTransferProxy } from '../site/transfer-proxy.ts';

let browser: Browser;
let context: BrowserContext;
let code: string;
let online: number[] | undefined;

/** Has the page store what training needs. @returns the megabytes that the page says it will fetch */
async function storeTraining(page: Page): Promise<number> {
  const button = page.getByRole('button', { name: /^Keep what training needs/ });
  const megabytes = Number.parseFloat(/([\d.]+) MB/.exec((await button.textContent()) ?? '')?.[1] ?? '');
  await button.click();
  await page.getByText('Everything is here').waitFor({ timeout: 100_000 });
  return megabytes;
}

function isTrainingFile(path: string): boolean {
  return /^\/assets\/(portraits|digits)-.*\.webp$/.test(path);
}

/** Files that keep their URL when they change, so that every visit revalidates them. */
const MAY_CHANGE = ['/', '/models/index.json', '/sw.js', '/favicon.svg', '/manifest.webmanifest'];

beforeAll(async () => {
  browser = await openBrowser('wasm');
  code = encodeFace(seedFace((await defaultManifest()).tag, 42));
  context = await newOfflineVisitor(browser, { locale: 'en' });
  context.setDefaultTimeout(PATIENCE);
  const { page } = await visitReady(context, '/#about');
  await untilStored(page);
  await storeTraining(page);
  [online] = await generate(page, { code });
  await page.close();
});

afterAll(() => closeProfiles(browser));

describe('offline after one visit', () => {
  let page: Page;

  beforeAll(async () => {
    await context.setOffline(true);
    page = await context.newPage();
  });

  test('the wall fills, and a link shows exactly the same face', async () => {
    await page.goto(urlOf('/'));
    await drawnWall(page);
    const [offline] = await generate(page, { code });
    expect(maxDifference(offline ?? [], online ?? [])).toBe(0);
    await page.goto(urlOf(`/f/${code}`));
    await page.locator('.viewer .frame:not(.blank)').waitFor();
  });

  test.each([
    ['avatars', '.preview-picture .picture:not(.blank)'],
    ['studio', '.preview-picture .picture:not(.blank)'],
    ['mix', '.preview-picture .picture:not(.blank)'],
    ['arithmetic', '.equation-result > .picture:not(.blank)'],
    ['conditional', '.preview-picture .picture:not(.blank)'],
    ['inside', '.generated-picture .picture:not(.blank)'],
    ['training', '.face-grid:not(.blank)'],
    ['quiz', '.pair .picture:not(.blank)'],
  ])('%s opens', async (view, drawn) => {
    await page.goto(urlOf(`/f/${code}#${view}`));
    await page.locator(drawn).first().waitFor();
  });

  test('the discriminator scores a face, though it was never used online', async () => {
    await page.goto(urlOf(`/f/${code}#inside`));
    const section = page.getByRole('region', { name: 'The discriminator at work' });
    await section.getByRole('button', { name: 'Show it a portrait' }).click();
    await section.locator('.activation-tiles').first().waitFor();
  });

  test('a small GAN trains, though its view was never opened online', async () => {
    await page.goto(urlOf('/#lesson'));
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.locator('.face-grid:not(.blank)').waitFor();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
  });

  test('a GAN trains on own pictures, and the training and its model are saved and brought back', async () => {
    const hash = () => page.evaluate(() => location.hash);

    await page.goto(urlOf('/#lesson/own/batch=4/generatorWidth=8/discriminatorWidth=8'));
    const files = ['#b83a26', '#268ab8', '#8ab826'].map(async (background) => ({
      name: `${background}.png`,
      mimeType: 'image/png',
      buffer: await sharp({ create: { width: 40, height: 40, channels: 3, background } })
        .png()
        .toBuffer(),
    }));
    await page
      .locator('.own-panel input[type=file]')
      .first()
      .setInputFiles(await Promise.all(files));
    await page.locator('.own-panel').getByText('3 pictures.').waitFor();
    await button(page, 'Start').click();
    await untilStep(page, 2);
    await pause(page);
    await page.getByText('Take it home').click();
    await page.getByLabel('With the pictures that it learns from').check();
    const training = await takeHome(page, 'The training (ZIP)');
    const model = await takeHome(page, 'A model (ZIP)');

    const [step, before] = [await stepOf(page), await hash()];
    await dropFile(page, 'training.zip', training);
    await page.waitForFunction((former) => location.hash !== former, before);
    await untilStep(page, step + 1);
    await pause(page);
    await button(page, 'Open in the studio').click();
    await page.locator('.preview-picture .picture:not(.blank)').waitFor();
    await page.goBack();
    await button(page, 'Continue').waitFor();
    await dropFile(page, 'model.zip', model);
    await page.waitForFunction(() => location.hash.startsWith('#studio'));
    await page.locator('.preview-picture .picture:not(.blank)').waitFor();
    await page.getByText('was trained on this device').waitFor();
  });

  test('a link made offline shows its face on this device and on others', async () => {
    await page.goto(urlOf(`/f/${code}#studio`));
    await page.locator('.preview-picture .picture:not(.blank)').waitFor();
    await page.getByRole('slider', { name: 'Smile', exact: true }).fill('2');
    await page.waitForFunction(
      (before) => window.dareka.code !== before && location.pathname === `/f/${window.dareka.code}`,
      code,
    );
    const link = await page.getByLabel('Link to this face').inputValue();
    const made = new URL(link).pathname.split('/').at(-1) ?? '';
    const [drawn] = await generate(page, { code: made });
    await page.goto(link);
    await page.locator('.viewer .frame:not(.blank)').waitFor();
    const elsewhere = await newVisitor(browser, SMALL_WINDOW);
    const { page: other } = await visitReady(elsewhere, `/f/${made}`);
    const [brought] = await generate(other, { code: made });
    expect(maxDifference(brought ?? [], drawn ?? [])).toBe(0);
    await elsewhere.close();
  });

  test('the page /embed, which was never opened online, draws its preview and writes HTML', async () => {
    await page.goto(urlOf(`/embed?code=${code}`));
    await page.locator('dareka-face canvas').waitFor();
    await page.waitForFunction((same) => {
      const face = document.querySelector('dareka-face');
      return face?.value === same && !face.matches(':state(loading)');
    }, code);
    await expect.poll(() => page.locator('textarea').inputValue()).toContain(`code="${code}"`);
    await page.getByRole('button', { name: 'Another face' }).click();
    await page.waitForFunction((before) => document.querySelector('dareka-face')?.value !== before, code);
  });

  test('a walk can be saved as a GIF and as a PNG strip', async () => {
    await page.goto(urlOf(`/#mix/${code}.${code}/line/arc`));
    for (const button of ['GIF', 'PNG strip']) {
      const { name } = await downloadBy(page.getByRole('button', { name: button }));
      expect(name).toContain('dareka-walk');
    }
  });

  test('the other language is available', async () => {
    await page.getByRole('button', { name: '日本語' }).click();
    await page.getByRole('link', { name: 'アトリエ', exact: true }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
  });
});

test('the page can be installed, and its icons have the sizes that its manifest says', async () => {
  await context.setOffline(false);
  const { page } = await visitReady(context, '/about');
  await page.evaluate(() => navigator.serviceWorker.ready);
  const devtools = await context.newCDPSession(page);
  expect(await devtools.send('Page.getInstallabilityErrors')).toEqual({ installabilityErrors: [] });
  const sizes = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    const { icons } = await (await fetch(link?.href ?? '')).json();
    const shown: { src: string; sizes: string }[] = icons.filter(
      ({ sizes }: { sizes: string }) => sizes !== 'any',
    );
    return Promise.all(
      shown.map(async ({ src, sizes }) => {
        const { width, height } = await createImageBitmap(await (await fetch(src)).blob());
        return [sizes, `${width}x${height}`];
      }),
    );
  });
  expect(sizes).not.toHaveLength(0);
  for (const [said, actual] of sizes) {
    expect(actual).toBe(said);
  }
  await page.close();
});

test('the page says that it works offline only once the model is stored, which a browser may have forgotten', async () => {
  const visitor = await newOfflineVisitor(browser, { ...SMALL_WINDOW, locale: 'en' });
  const { page } = await visit(visitor, '/#about');
  await page.evaluate(async (cache) => {
    await window.dareka.ready;
    await caches.delete(cache);
  }, CACHES.models);
  await untilStored(page);
  await (await visitor.newCDPSession(page)).send('Network.clearBrowserCache');
  await visitor.setOffline(true);
  await page.goto(urlOf('/'));
  await drawnWall(page);
  await visitor.close();
});

test('two visits fetch nothing twice; what training needs is fetched only on request, and has the size that the page says', async () => {
  const proxy = await startTransferProxy(urlOf('/'));
  const visitor = await newOfflineVisitor(browser, { ...SMALL_WINDOW, locale: 'en' });
  try {
    const first = await visitReady(visitor, '/#about', proxy.url);
    await untilStored(first.page);
    await first.page.close();
    const { page } = await visitReady(visitor, '/', proxy.url);
    await drawnWall(page);
    const got = () => proxy.transfers.filter(({ method }) => method === 'GET');
    const fetched = got()
      .filter(({ status }) => status === 200)
      .map(({ path }) => path);
    expect(fetched).toContain('/');
    expect(fetched.toSorted()).toEqual([...new Set(fetched)].sort());
    expect(fetched.filter(isTrainingFile)).toEqual([]);
    // All other requests are conditional, and answered with 304.
    const asked = got().filter(({ status }) => status !== 200);
    expect(asked.filter(({ path, status }) => status !== 304 || !MAY_CHANGE.includes(path))).toEqual([]);

    await page.getByRole('link', { name: 'About', exact: true }).click();
    await untilStored(page);
    const before = got().length;
    await page.locator('#storage ~ .description-list dd').nth(1).waitFor();
    const shown = await page.locator('#storage ~ .description-list dd').allTextContents();
    const megabytes = shown.reduce((sum, text) => sum + Number.parseFloat(text), 0);
    expect(megabytes).toBeGreaterThan(1);
    // Two models (the default one and that of names) and the page. ONNX Runtime alone would be 14 more.
    expect(megabytes).toBeLessThan(10);

    const promised = await storeTraining(page);
    const bytes = got()
      .slice(before)
      .reduce((sum, transfer) => sum + transfer.bytes, 0);
    // The page asks by HEAD for lengths, which are of Brotli; workerd's server here sends gzip, a third larger.
    expect(promised).toBeGreaterThan(0.7 * (bytes / 1e6));
    expect(promised).toBeLessThan(1.1 * (bytes / 1e6));
    await page.reload();
    await page.getByText('Everything is here').waitFor();
    await expect
      .poll(() => page.locator('#storage ~ .description-list dt', { hasText: 'ONNX Runtime' }).count())
      .toBe(0);
  } finally {
    await visitor.close();
    proxy.stop();
  }
});

test('the page lists what it stores, and can remove it', async () => {
  await context.setOffline(false);
  const { page } = await visitReady(context, '/#about');
  await untilStored(page);
  await page.locator('#storage ~ .description-list dd').nth(1).waitFor();
  const shown = await page.locator('#storage ~ .description-list dd').allTextContents();
  expect(shown.map(Number.parseFloat).every((megabytes) => megabytes > 0)).toBe(true);
  await page.getByRole('button', { name: 'Remove what is stored' }).click();
  await page.getByRole('button', { name: 'Keep it' }).click();
  expect(await page.evaluate(() => caches.keys())).not.toEqual([]);
  await page.getByRole('button', { name: 'Remove what is stored' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('Removed.').waitFor();
  // The service worker serves this page until it is closed, and stores nothing more.
  await page.evaluate(async () => (await fetch('/models/index.json')).text());
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

test('after an update an open page keeps its own version, until the visitor chooses the new one', async () => {
  const [anew, site] = await Promise.all([sharedSite('rebuilt'), startFaultySite(urlOf('/'))]);
  const visitor = await newOfflineVisitor(browser, { ...SMALL_WINDOW, locale: 'en' });
  const { page, problems } = await visitReady(visitor, '/#about', site.url);
  await untilStored(page);
  // The About view asks the server for sizes of files, which the other build does not have.
  await page.getByRole('button', { name: 'Keep what training needs' }).waitFor();
  site.replaceSite(anew.url);

  // These views were not loaded before, and the server no longer has their scripts.
  await page.getByRole('link', { name: 'Studio' }).click();
  await page.locator('.preview-picture .picture:not(.blank)').waitFor();
  await page.getByText(FORMER_WORDS).waitFor();
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await page.getByText('A newer Dareka is ready.').waitFor();
  // Browsers may clear their HTTP cache at any time.
  await (await visitor.newCDPSession(page)).send('Network.clearBrowserCache');
  await page.getByRole('link', { name: 'Mix' }).click();
  await page.locator('.preview-picture .picture:not(.blank)').waitFor();
  expect(problems).toEqual([]);

  await page.getByRole('button', { name: 'Use it now' }).click();
  await page.getByText('A newer Dareka is ready.').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Studio' }).click();
  await page.getByText(NEWER_WORDS).waitFor();
  await page.locator('.preview-picture .picture:not(.blank)').waitFor();
  expect(
    await page.evaluate(async () => (await caches.keys()).filter((name) => name.includes('page'))),
  ).toEqual(['dareka-page-newbuild0000']);
  await visitor.close();
  site.stop();
});
