/** A model that is not the default one: chosen on the wall, in the studio and for a name; its faces among the favourites. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { NOTES } from '../../client/storage/names.ts';
import { decodeFace, encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import { readMark } from '../../picture/mark.ts';
import { drawnWall, newVisitor, SMALL_WINDOW, urlOf, visitReady } from '../browser/browser.ts';
import { downloadBy } from '../browser/download.ts';
import { readNote } from '../browser/storage.ts';
import { useVisitor } from '../browser/visitor.ts';
import { allManifests, defaultManifest, filmedManifest } from '../site/published-manifests.ts';

const visitor = useVisitor({ locale: 'en' }, { stays: true });
let page: Page;
let usual: Manifest;
/** Of 64 pixels. */
let paper: Manifest;

beforeAll(async () => {
  usual = await defaultManifest();
  const found = (await allManifests()).find(({ name }) => name === 'dcgan-64');
  if (found === undefined) {
    throw new Error('dcgan-64 is not published');
  }
  paper = found;
});

async function open(path: string): Promise<void> {
  page = await visitor.open(path);
}

function models() {
  return page.getByRole('combobox', { name: 'Model' });
}

/** The models of the faces on the wall. */
function modelsOnWall(): Promise<string[]> {
  return page
    .locator('a.tile:not(.blank)')
    .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-code') ?? ''))
    .then((codes) => [...new Set(codes.map((code) => decodeFace(code).model))]);
}

test('the wall shows faces of the model that is chosen in its filter, also after a reload', async () => {
  await open('/');
  await drawnWall(page);
  await expect.poll(() => modelsOnWall()).toEqual([usual.tag]);
  await page.getByRole('button', { name: 'Filter' }).click();
  await models().selectOption(paper.id);
  await expect.poll(modelsOnWall).toEqual([paper.tag]);
  await expect.poll(() => new URL(page.url()).hash).toBe(`#faces//${paper.tag}`);
  await page.reload();
  await drawnWall(page);
  await expect.poll(() => modelsOnWall()).toEqual([paper.tag]);
  await expect.poll(() => models().inputValue()).toBe(paper.id);
  await models().selectOption(usual.id);
  await expect.poll(modelsOnWall).toEqual([usual.tag]);
  await expect.poll(() => new URL(page.url()).hash).toBe('');
});

test('a tag in the address that this site does not have leads to the wall of the default model', async () => {
  ({ page } = await visitor.visit('/#faces//ffffff'));
  await drawnWall(page);
  await expect.poll(() => modelsOnWall()).toEqual([usual.tag]);
});

test('faces of a model that this site does not have, in a mix and among the favourites, leave no loading behind', async () => {
  const codes = ['ffffff', paper.tag].map((tag) => encodeFace(seedFace(tag, 1)));
  await open(`/#mix/${codes.join('.')}`);
  await page.locator('.preview-picture .picture:not(.blank)').waitFor();
  await page.locator('.status').waitFor({ state: 'detached' });
  await page.goto(urlOf('/#faces/favourites'));
  const buffer = Buffer.from(JSON.stringify({ dareka: 'favourites', codes }));
  await page
    .locator('.favourites-file')
    .setInputFiles({ name: 'favourites.json', mimeType: 'application/json', buffer });
  await page.locator('a.tile:not(.blank)').waitFor();
  await page.locator('.status').waitFor({ state: 'detached' });
  // A contact sheet has the faces that can be drawn.
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  const { content: sheet } = await downloadBy(page.getByRole('button', { name: 'Contact sheet' }));
  expect(readMark(sheet)).toEqual({ model: paper.id });
  await page.getByRole('alert').getByText('Left out, since this site cannot draw it: Face 1.').waitFor();
  await page.getByRole('checkbox', { name: 'Face 2', exact: true }).click();
  await page.getByRole('button', { name: 'PNG zip' }).click();
  await page.getByRole('alert').getByText('Face 1.').waitFor();
});

test('the studio draws the same seed by another model, and Back returns to the face before', async () => {
  const first = encodeFace(seedFace(usual.tag, 7));
  await open(`/f/${first}#studio`);
  await models().selectOption(paper.id);
  const other = encodeFace(seedFace(paper.tag, 7));
  await page.waitForFunction((code) => window.dareka.code === code, other);
  await page.locator('.preview-picture .picture:not(.blank)').waitFor();
  await expect.poll(() => models().inputValue()).toBe(paper.id);
  await page.goBack();
  await page.waitForFunction((code) => window.dareka.code === code, first);
  await expect.poll(() => models().inputValue()).toBe(usual.id);
});

test('the address of a name says which model draws it, and the edge draws that face', async () => {
  await open('/avatars?name=alice');
  const copied = page.getByRole('textbox', { name: 'Text to copy' });
  await models().selectOption(paper.id);
  const address = urlOf(`/a/v2/alice.png?model=${paper.tag}`);
  await expect.poll(() => copied.inputValue()).toBe(address);
  const picture = await page.request.get(address);
  await page.waitForFunction(
    (path) => `/f/${window.dareka.code}.png` === path,
    picture.headers()['content-location']?.replace(/\?.*/, ''),
  );
  await page.reload();
  await expect.poll(() => copied.inputValue()).toBe(address);
  await expect.poll(() => models().inputValue()).toBe(paper.id);
});

test('the address of a name whose model this site does not have names none, and so does that of its usual model', async () => {
  await open('/avatars?name=alice&model=ffffff');
  const copied = page.getByRole('textbox', { name: 'Text to copy' });
  const usually = urlOf('/a/v2/alice.png');
  await expect.poll(() => copied.inputValue()).toBe(usually);
  const kept = await models().inputValue();
  await models().selectOption(paper.id);
  await expect.poll(() => copied.inputValue()).toBe(`${usually}?model=${paper.tag}`);
  await models().selectOption(kept);
  await expect.poll(() => copied.inputValue()).toBe(usually);
});

test.each(['/#faces//TAG', '/#mix/CODE/line/arc', '/#quiz/96/TAG/1', '/#about/TAG', '/#training//TAG'])(
  'the footer of %s links to the model that the view is about',
  async (path) => {
    const code = encodeFace(seedFace(paper.tag, 1));
    await open(path.replace('TAG', paper.tag).replace('CODE', code));
    const link = page.getByRole('contentinfo').getByRole('link', { name: `About the model, ${paper.name}` });
    await link.click();
    await expect.poll(() => page.url()).toBe(urlOf(`/#about/${paper.tag}`));
  },
);

test('a training that went on after the model says of which step the model is', async () => {
  const steps = paper.training?.steps ?? 0;
  await open(`/#training//${paper.tag}`);
  const said = page.getByText(`the model that draws here is that of step ${steps.toLocaleString('en')}`);
  await said.waitFor();
});

test('under the film of another model the footer links to that model', async () => {
  await open('/#training');
  const aside = await page.locator('.training > .aside').textContent();
  const filmed = /[\w-]+-[0-9a-f]{6}/.exec(aside ?? '')?.[0] ?? '';
  expect(filmed).toBe((await filmedManifest()).id);
  await page.getByRole('contentinfo').getByRole('link', { name: 'About the model' }).click();
  await expect.poll(() => new URL(page.url()).hash).toBe(`#about/${filmed.slice(-6)}`);
});

test('a model that was chosen in the arithmetic without a network is there once the visitor tries again', async () => {
  await open('/#arithmetic');
  await page.locator('.equation-result > .picture:not(.blank)').waitFor();
  await visitor.context.setOffline(true);
  await models().selectOption('face-128-5c12f8');
  const retry = page.getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  await visitor.context.setOffline(false);
  await retry.click();
  const shown = () => page.evaluate(() => window.dareka.code ?? '');
  await expect.poll(async () => decodeFace(await shown()).model).toBe('5c12f8');
  await expect.poll(() => models().inputValue()).toBe('face-128-5c12f8');
  await page.locator('.equation-result > .picture:not(.blank)').waitFor();
  await page.locator('.status').waitFor({ state: 'detached' });
});

test('after a look at the favourites the wall is as it was, and its filter can be folded', async () => {
  await open(`/#faces/smile+/${paper.tag}`);
  await drawnWall(page);
  const first = () => page.locator('a.tile').first().getAttribute('data-code');
  const before = await first();
  await page.getByRole('button', { name: 'Filter' }).click();
  await models().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Favourites', exact: true }).click();
  await page.getByRole('button', { name: 'Fresh ones' }).click();
  await drawnWall(page);
  await expect.poll(() => first()).toBe(before);
  await expect.poll(() => new URL(page.url()).hash).toBe(`#faces/smile+/${paper.tag}`);
});

test('a favourite of a small model is no larger than twice its pixels, and a sheet of several models names each', async () => {
  // A profile of its own: some favourites of the other tests cannot be drawn.
  const own = await newVisitor(visitor.browser, { ...SMALL_WINDOW, locale: 'en' });
  ({ page } = await visitReady(own, '/'));
  const codes = [paper, usual].map(({ tag }) => encodeFace(seedFace(tag, 3)));
  for (const [i, code] of codes.entries()) {
    await page.goto(urlOf(`/f/${code}`));
    await page.locator('.viewer .favourite-button').click();
    await expect.poll(() => readNote(page, NOTES.favourites)).toHaveLength(i + 1);
  }
  await page.goto(urlOf('/#faces/favourites'));
  const canvases = page.locator('.tiles canvas:not([aria-busy])');
  await canvases.nth(1).waitFor();
  const widest = () =>
    canvases.evaluateAll((all) => Math.max(...all.map(({ clientWidth }) => clientWidth * devicePixelRatio)));
  await expect.poll(widest).toBeLessThanOrEqual(2 * paper.resolution);
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  const { content: sheet } = await downloadBy(page.getByRole('button', { name: 'Contact sheet' }));
  expect(readMark(sheet)).toEqual({ model: usual.id, others: [paper.id] });
  await own.close();
});
