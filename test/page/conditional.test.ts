/** A conditional model on every backend and at the edge, and the view that asks it for classes. */
import { join } from 'node:path';
import { BACKENDS } from '@dareka/engine';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeFace, encodeFace } from '../../latent/code/code.ts';
import { inputFromSeed } from '../../latent/condition/condition.ts';
import { faceWords } from '../../latent/condition/picture-words.ts';
import { type Face, latentFace, latentModel, seedFace } from '../../latent/face.ts';
import { decodePng } from '../../picture/png.ts';
import { accessibilityViolations } from '../browser/accessibility.ts';
import { closeProfiles, newVisitor, openBrowser, SMALL_WINDOW, visitReady } from '../browser/browser.ts';
import {
  contrast,
  dataUrlOf,
  generate,
  maxDifference,
  TOLERANCE,
  waitForChange,
} from '../browser/pictures.ts';
import { useVisitor } from '../browser/visitor.ts';
import { type SharedSite, sharedSite } from '../site/shared-sites.ts';
import {
  type ConditionalModels,
  DIGITS,
  LETTERS,
  NOISE_SIZE,
  readConditionalModels,
} from '../site/site-with-conditional-models.ts';
import { SCRIPT, startHost } from '../widget/host.ts';
import { visitHost, withFace } from '../widget/visits.ts';

const SIDE = 32;
const PREVIEW = '.preview canvas';

let site: SharedSite;
let models: ConditionalModels;

beforeAll(async () => {
  site = await sharedSite('conditional');
  models = await readConditionalModels(join(site.folder, 'models'));
});

function codeOf(seed: number, ofClass?: number): string {
  return encodeFace(seedFace(models.digits.tag, seed, [], ofClass));
}

/** Of a class, of the one that a seed draws, and between two. */
function faces(): Face[] {
  const { tag, manifest } = models.digits;
  const between = inputFromSeed(5, latentModel(manifest), 7);
  between.fill(0.5, NOISE_SIZE + 7, NOISE_SIZE + 9);
  return [seedFace(tag, 1, [], 7), seedFace(tag, 1, [], 3), seedFace(tag, 1), latentFace(tag, between)];
}

describe('a conditional model', () => {
  test.each(
    BACKENDS.flatMap((backend) =>
      (['kernel', 'onnx'] as const).map((runtime) => [backend, runtime] as const),
    ),
  )('draws the same on %s by %s as the kernel in Node', async (backend, runtime) => {
    const browser = await openBrowser(backend);
    const { page, problems } = await visitReady(
      await newVisitor(browser, SMALL_WINDOW),
      `/about?backend=${backend}&runtime=${runtime}`,
      site.url,
    );
    const drawn: number[][] = [];
    for (const face of faces()) {
      const [picture = []] = await generate(page, { code: encodeFace(face) });
      expect(maxDifference(picture, [...models.digits.draw(face, SIDE)])).toBeLessThanOrEqual(TOLERANCE);
      drawn.push(picture);
    }
    const [seven = [], three = []] = drawn;
    expect(maxDifference(seven, three)).toBeGreaterThan(10 * TOLERANCE);
    expect(contrast(seven)).toBeGreaterThan(5);
    const [asked = []] = await generate(page, { seed: 1, class: '7' });
    expect(maxDifference(asked, seven)).toBe(0);
    expect(problems).toEqual([]);
    await closeProfiles(browser);
  });

  test('is drawn bit for bit the same at the edge', async () => {
    for (const face of faces()) {
      const response = await fetch(new URL(`/f/${encodeFace(face)}.png?size=${SIDE}`, site.url));
      expect(response.status).toBe(200);
      const { data } = await decodePng(await response.arrayBuffer());
      expect(data).toEqual(models.digits.draw(face, SIDE));
    }
  });
});

describe('the view "conditional"', () => {
  const visitor = useVisitor({ locale: 'en' }, { stays: true });
  const drawn = (page: Page) => page.locator('.preview-picture .picture:not(.blank)').waitFor();
  const shown = async (page: Page) => decodeFace(new URL(page.url()).pathname.slice('/f/'.length));
  const panel = (page: Page, name: string) => page.getByRole('region', { name });

  test('draws another class of the same z for each button', async () => {
    const page = await visitor.open('/conditional', site.url);
    await drawn(page);
    await expect.poll(() => shown(page)).toMatchObject({ kind: 'seed', seed: 1 });
    for (const name of ['7', '0']) {
      const before = await dataUrlOf(page, PREVIEW);
      await page.getByRole('button', { name, exact: true }).click();
      await waitForChange(page, PREVIEW, before);
      await expect.poll(() => shown(page)).toMatchObject({ seed: 1, class: Number(name) });
      await expect
        .poll(() => page.getByRole('img', { name: `What the model draws for ${name}` }).count())
        .toBe(1);
    }
    await page.getByText('What the model learned from is in its card.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('img', { name: 'What the model draws for 7' }).waitFor();
    await expect.poll(() => shown(page)).toMatchObject({ class: 7 });
    await page.goBack();
    await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
    await expect.poll(() => shown(page)).toMatchObject({ seed: 1 });
  });

  test('has a grid whose rows are classes, whose columns are z, and whose pictures can be chosen', async () => {
    const page = await visitor.open(`/f/${codeOf(42, 7)}#conditional`, site.url);
    const grid = page.getByRole('table', { name: 'Rows are classes' });
    await grid.scrollIntoViewIfNeeded();
    await expect.poll(() => grid.getByRole('rowheader').allTextContents()).toEqual(DIGITS.classes);
    await expect.poll(() => grid.getByRole('button').count()).toBe(80);
    await grid.locator('tr:last-child td:last-child .picture:not(.blank)').waitFor();
    await grid.getByRole('button', { name: '3, z 1', exact: true }).click();
    await expect.poll(() => shown(page)).toMatchObject({ seed: 42, class: 3 });
  });

  test('draws what is typed, and says what it has no class for', async () => {
    const page = await visitor.open('/conditional', site.url);
    const typed = panel(page, 'Type it');
    await typed.getByRole('textbox').fill('70a7');
    await typed.getByRole('img', { name: 'The characters 707' }).waitFor();
    await typed.getByText('The model has no class for a.').waitFor();
    const canvas = (n: number) => `.typed .picture:nth-child(${n}):not(.blank) canvas:not([aria-busy])`;
    await page.locator(canvas(3)).waitFor();
    expect(await dataUrlOf(page, canvas(1))).toBe(await dataUrlOf(page, canvas(3)));
    const before = await dataUrlOf(page, canvas(3));
    await typed.getByRole('button', { name: 'One z for all' }).click();
    await waitForChange(page, canvas(3), before);
  });

  test('mixes two classes, and leads on to the studio', async () => {
    const page = await visitor.open(`/f/${codeOf(42, 7)}#conditional`, site.url);
    const mix = panel(page, 'Between two classes');
    await mix.scrollIntoViewIfNeeded();
    await mix.getByLabel('From', { exact: true }).selectOption('8');
    await expect.poll(() => mix.getByLabel('To', { exact: true }).inputValue()).toBe('9');
    await mix.getByLabel('From', { exact: true }).selectOption('7');
    await mix.getByLabel('To', { exact: true }).selectOption('9');
    await mix.getByRole('slider').fill('25');
    await expect
      .poll(() => mix.getByRole('listitem').filter({ hasText: '0.75' }).textContent())
      .toContain('7');
    await mix.getByRole('link', { name: 'Open in the studio' }).click();
    await drawn(page);
    const face = await shown(page);
    const y = face.kind === 'latent' ? [...face.z.subarray(NOISE_SIZE)] : [];
    expect(y).toEqual([0, 0, 0, 0, 0, 0, 0, 0.75, 0, 0.25]);
  });

  test('in Japanese, too, and axe finds nothing', async () => {
    const page = await visitor.open('/conditional', site.url);
    await page.getByRole('button', { name: '日本語' }).click();
    await page.getByRole('heading', { name: '何を描くか' }).waitFor();
    await page.getByRole('heading', { name: 'y は二つのネットワークのどこに入るか' }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
  });

  test('the wall calls a digit one, in the title, to screen readers, and in what is embedded', async () => {
    const title = (page: Page) => expect.poll(() => page.title());
    const page = await visitor.open(`/f/${codeOf(42, 8)}`, site.url);
    await title(page).toBe('An 8 that nobody wrote · Dareka');
    await page.getByRole('heading', { name: 'An 8 that nobody wrote' }).waitFor();
    await page.getByRole('img', { name: 'A picture of an 8 that nobody wrote' }).waitFor();
    await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy embed' }).click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toContain('alt="A picture of an 8 that nobody wrote"');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(codeOf(42, 8)));
    const next = faceWords(await shown(page), models.digits.manifest, 'en');
    await title(page).toBe(`${next.title} · Dareka`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '日本語' }).click();
    await visitor.open(`/f/${codeOf(42, 8)}`, site.url);
    await title(page).toBe('誰も書いていない「8」 · Dareka');
    await page.locator('.viewer[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'English' }).click();
    await title(page).toBe('Dareka 誰か');
  });

  test('"about" says what pictures are for, and warns of no faces', async () => {
    const page = await visitor.open('/about', site.url);
    await page.getByText('made-up pictures').waitFor();
    await expect.poll(() => page.getByText(/Whoever a face|real person’s/).count()).toBe(0);
  });

  test('the studio chooses the class of a face, and keeps its z', async () => {
    const page = await visitor.open(`/f/${codeOf(42)}#studio`, site.url);
    await drawn(page);
    const before = await dataUrlOf(page, PREVIEW);
    const classes = panel(page, 'Class: digit');
    await classes.getByRole('button', { name: '7', exact: true }).click();
    await waitForChange(page, PREVIEW, before);
    await page.waitForURL((url) => url.pathname === `/f/${codeOf(42, 7)}`);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL((url) => url.pathname === `/f/${codeOf(42)}`);
  });

  test.each([
    ['mix', `.preview-picture .picture:not(.blank)`],
    ['arithmetic', '.equation-result > .picture:not(.blank)'],
    ['inside', '.generated-picture .picture:not(.blank)'],
  ])('%s works with the model, too', async (view, picture) => {
    const page = await visitor.open(`/f/${codeOf(42, 7)}#${view}`, site.url);
    await page.locator(picture).first().waitFor();
    if (view === 'inside') {
      await page.getByText('8 + 10').first().waitFor();
      await page.getByRole('img', { name: 'The 8 numbers of z, and 10 of y, as colours' }).waitFor();
      await expect.poll(() => panel(page, 'The same as formulas').textContent()).toContain('D(x, y) = 1 /');
    }
  });
});

test('what the edge calls a digit stays while the page starts, in the title and as a heading', async () => {
  const browser = await openBrowser('wasm');
  const context = await newVisitor(browser, { ...SMALL_WINDOW, locale: 'en' });
  await context.addInitScript(() => {
    const [titles, headings] = [new Set<string>(), new Set<string>()];
    Object.assign(globalThis, { titles, headings });
    new MutationObserver(() => {
      titles.add(document.title);
      for (const { textContent } of document.querySelectorAll('dialog h2')) {
        headings.add(textContent ?? '');
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  const { page, problems } = await visitReady(context, `/f/${codeOf(42, 8)}`, site.url);
  await page.getByRole('heading', { name: 'An 8 that nobody wrote' }).waitFor();
  const seen = (of: string): Promise<string[]> => page.evaluate(`[...${of}].filter((text) => text !== '')`);
  expect(await seen('titles')).toEqual(['An 8 that nobody wrote · Dareka']);
  expect(await seen('headings')).toEqual(['An 8 that nobody wrote']);
  expect(problems).toEqual([]);
  await closeProfiles(browser);
});

test('the element shows a seed of the class that of-class names, and says which classes there are', async () => {
  const host = await startHost(new URL(site.url).origin);
  host.serve('/', { head: SCRIPT, body: '<dareka-face seed="42" of-class="7"></dareka-face>' });
  const browser = await openBrowser('wasm');
  const { page } = await visitHost(browser, `${host.origin}/`);
  const value = () => withFace(page, (element) => element.value);
  await expect.poll(value).toBe(codeOf(42, 7));
  const refused = await withFace(page, (element) => {
    const failed = new Promise<{ kind: string; message: string }>((resolve) => {
      element.addEventListener('dareka-error', ({ detail }) => resolve(detail), { once: true });
    });
    element.ofClass = 'x';
    return failed;
  });
  expect(refused).toMatchObject({ kind: 'attribute' });
  expect(refused.message).toContain('the model has no class "x"; it has 0, 1, 2');
  await withFace(page, (element) => {
    element.ofClass = '3';
  });
  await expect.poll(value).toBe(codeOf(42, 3));
  await withFace(page, (element) => element.another());
  expect(decodeFace((await value()) ?? '')).toMatchObject({ kind: 'seed', class: 3 });
  await closeProfiles(browser);
  await host.stop();
});

test('of many classes sixteen are drawn at once, and a button shows the others', async () => {
  const browser = await openBrowser('wasm');
  const context = await newVisitor(browser, { ...SMALL_WINDOW, locale: 'en' });
  const code = encodeFace(seedFace(models.letters.tag, 1, [], 18));
  const { page, problems } = await visitReady(context, `/f/${code}#conditional`, site.url);
  await page.getByRole('img', { name: 'The characters ABCDEFGHIJKL' }).waitFor();
  const grid = page.getByRole('table', { name: 'Rows are classes' });
  const rows = () => grid.getByRole('rowheader').allTextContents();
  await grid.scrollIntoViewIfNeeded();
  await expect.poll(rows).toEqual(LETTERS.slice(16));
  await page.getByRole('button', { name: 'Classes 1 – 16 of 20' }).click();
  await expect.poll(rows).toEqual(LETTERS.slice(0, 16));
  await grid.getByRole('button', { name: 'C, z 1', exact: true }).click();
  await page.getByRole('img', { name: 'What the model draws for C' }).waitFor();
  await expect.poll(rows).toEqual(LETTERS.slice(0, 16));
  await page.goBack();
  await expect.poll(rows).toEqual(LETTERS.slice(16));
  expect(problems).toEqual([]);
  await closeProfiles(browser);
});

test('a site without a conditional model says how to make one, and still explains', async () => {
  const plain = await sharedSite('directions');
  const browser = await openBrowser('wasm');
  const context = await newVisitor(browser, { ...SMALL_WINDOW, locale: 'en' });
  const { page, problems } = await visitReady(context, '/conditional', plain.url);
  await page.getByText('This site has no conditional model yet').waitFor();
  await page.getByRole('heading', { name: 'Where y enters the two networks' }).waitFor();
  await expect.poll(() => page.locator('.way-diagram').count()).toBe(4);
  await page.getByText('On digits: 99.6 % of what it draws is read as what was asked for').waitFor();
  expect(problems).toEqual([]);
  await closeProfiles(browser);
});
