/** What the widget shows and reports where something fails. */
import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { decodeFace, encodeFace } from '../../latent/code/code.ts';
import { latentFace, seedFace } from '../../latent/face.ts';
import { latentFromSeed } from '../../latent/seed/seed.ts';
import { damage } from '../browser/damage.ts';
import { prependScript } from '../browser/prepend-script.ts';
import { allManifests } from '../site/published-manifests.ts';
import { SCRIPT } from './host.ts';
import { dataUrlOfWidget, eventDetails, useHost, waitForEvent, waitForValue, withFace } from './visits.ts';

const hosting = useHost();

function visitWith(attributes: string) {
  return hosting.visit({ head: SCRIPT, body: `<dareka-face ${attributes}></dareka-face>` });
}

/** Waits until the site's picture is loaded. */
async function waitForPicture(page: Page): Promise<void> {
  await page.locator('dareka-face img').evaluate((image: HTMLImageElement) => image.decode());
}

/** Expects that the site's picture is shown, and nothing that the device drew. */
async function expectPicture(page: Page): Promise<void> {
  await waitForPicture(page);
  await expect.poll(() => page.locator('dareka-face img').isVisible()).toBe(true);
  await expect.poll(() => page.locator('dareka-face canvas').isVisible()).toBe(false);
  await expect.poll(() => page.locator('dareka-face progress').isVisible()).toBe(false);
}

test('a damaged code shows a placeholder and dispatches an event, and no picture is requested', async () => {
  const { page, requests } = await visitWith('code="nonsense!" interactive');
  expect(await waitForEvent(page, 'dareka-error')).toMatchObject({ kind: 'code' });
  await expect
    .poll(() => page.locator('dareka-face').boundingBox())
    .toMatchObject({ width: 256, height: 256 });
  expect(requests.filter((url) => url.includes('/f/'))).toEqual([]);
});

test('a face of an unknown model dispatches an event for its picture, and another for its model after a touch', async () => {
  const { page } = await visitWith(`code="${encodeFace(seedFace('000000', 1))}" interactive`);
  expect(await waitForEvent(page, 'dareka-error')).toMatchObject({ kind: 'picture' });
  await page.locator('dareka-face').click();
  expect(await waitForEvent(page, 'dareka-error', 2)).toMatchObject({ kind: 'model' });
  await expect.poll(() => page.locator('dareka-face canvas').isVisible()).toBe(false);
});

test('a direction that the model does not have changes nothing, and is reported once', async () => {
  const { page, requests } = await visitWith(`code="${hosting.code}" sternness="0.5"`);
  const { kind, message } = await waitForEvent(page, 'dareka-error');
  expect(kind).toBe('direction');
  expect(message).toContain('sternness');
  await expect.poll(() => requests.some((url) => url.includes(`/f/${hosting.code}.webp`))).toBe(true);
  await withFace(page, (face) => face.setAttribute('sternness', '0.6'));
  await withFace(page, (face) => face.dials());
  expect(await eventDetails(page, 'dareka-error')).toHaveLength(1);
});

test('an older model without directions is drawn, and a drag reports once that the head cannot be turned', async () => {
  const older = (await allManifests()).find(({ directions }) => directions.length === 0);
  if (older === undefined) {
    throw new Error('every model has directions');
  }
  const code = encodeFace(seedFace(older.tag, 3));
  const { page } = await visitWith(`code="${code}" interactive controls`);
  await page.locator('dareka-face').click({ position: { x: 128, y: 128 } });
  expect(await waitForEvent(page, 'dareka-ready')).toMatchObject({ code });
  const before = await dataUrlOfWidget(page);
  await page.mouse.down();
  await page.mouse.move(200, 128, { steps: 4 });
  await page.mouse.up();
  expect(await waitForEvent(page, 'dareka-error')).toMatchObject({ kind: 'direction' });
  expect(await withFace(page, (face) => face.dials())).toEqual([]);
  expect(await dataUrlOfWidget(page)).toBe(before);
  await expect.poll(() => page.getByRole('slider').isVisible()).toBe(false);
  expect(await eventDetails(page, 'dareka-error')).toHaveLength(1);
});

test('the picture inside stays where the script cannot be loaded', async () => {
  const { page } = await hosting.visit({
    head: SCRIPT.replace('/embed/v1/', '/embed/v1.999.0/'),
    body: `<dareka-face code="${hosting.code}"><img src="SITE/f/${hosting.code}.png?size=256" alt="inside"></dareka-face>`,
  });
  const inside = page.getByAltText('inside');
  await inside.evaluate((image: HTMLImageElement) => image.decode());
  await expect.poll(() => inside.isVisible()).toBe(true);
});

test('a site that cannot be reached leaves a placeholder, and a touch dispatches an event', async () => {
  const { page } = await visitWith('interactive');
  await withFace(page, (face) => face.dials().catch(() => {}));
  await page.context().route(`${inject('site')}/**`, (route) => route.abort());
  await page.locator('dareka-face').evaluate((face, code) => face.setAttribute('code', code), hosting.code);
  expect(await waitForEvent(page, 'dareka-error')).toMatchObject({ kind: 'picture' });
  await page.locator('dareka-face').click();
  expect((await waitForEvent(page, 'dareka-error', 2)).message).not.toBe('');
  await expect
    .poll(() => page.locator('dareka-face').boundingBox())
    .toMatchObject({ width: 256, height: 256 });
  await expect.poll(() => page.locator('dareka-face canvas').isVisible()).toBe(false);
});

test('a seed whose model cannot be found out is asked for again by a touch', async () => {
  const { page } = await visitWith('interactive');
  const face = page.locator('dareka-face');
  const index = '**/models/index.json';
  await page.context().route(index, (route) => route.abort());
  await face.evaluate((element) => element.setAttribute('seed', '5'));
  expect(await waitForEvent(page, 'dareka-error')).toMatchObject({ kind: 'site' });
  await face.click();
  expect(await waitForEvent(page, 'dareka-error', 2)).toMatchObject({ kind: 'site', reason: 'unreachable' });
  await page.context().unroute(index);
  await face.click();
  const code = encodeFace(seedFace(hosting.manifest.tag, 5));
  expect(await waitForEvent(page, 'dareka-ready')).toMatchObject({ code });
  expect(await eventDetails(page, 'dareka-change')).toEqual([{ code }]);
  expect(await eventDetails(page, 'dareka-error')).toHaveLength(2);
});

test('a face that could not be fetched comes once the browser is online; a damaged code is not asked for again', async () => {
  const { page } = await visitWith('');
  const index = '**/models/index.json';
  await page.context().route(index, (route) => route.abort());
  await withFace(page, (face) => face.setAttribute('seed', '5'));
  await waitForEvent(page, 'dareka-error');
  await page.context().unroute(index);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await waitForValue(page, encodeFace(seedFace(hosting.manifest.tag, 5)));
  await withFace(page, (face) => face.setAttribute('code', 'nonsense!'));
  await waitForEvent(page, 'dareka-error', 2);
  await waitForValue(page, null);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  expect(await eventDetails(page, 'dareka-error')).toHaveLength(2);
});

test('the picture stays where the site cannot be reached any more; a touch works once the site is back', async () => {
  const { page } = await visitWith(`code="${hosting.code}" interactive`);
  const face = page.locator('dareka-face');
  await waitForPicture(page);
  await page.context().route(`${inject('site')}/**`, (route) => route.abort());
  await face.click();
  await waitForEvent(page, 'dareka-error');
  // A drag turns nothing without a generator, and does not request it at each move.
  await page.mouse.down();
  await page.mouse.move(200, 128, { steps: 6 });
  await page.mouse.up();
  await waitForEvent(page, 'dareka-error', 2);
  expect(await eventDetails(page, 'dareka-error')).toHaveLength(2);
  await expectPicture(page);
  await page.context().unroute(`${inject('site')}/**`);
  await face.click();
  expect(await waitForEvent(page, 'dareka-ready')).toMatchObject({ backend: 'wasm' });
});

test.each([
  ['a browser without WebAssembly', 'delete globalThis.WebAssembly;', 'backend'],
  ['a worker with a defect', 'throw new Error("a defect");', 'internal'],
])('%s leaves the picture and dispatches an event', async (_, first, kind) => {
  const { page } = await visitWith(`code="${hosting.code}" interactive`);
  // Static imports of the worker would run before this.
  await prependScript(page.context(), '**/embed/v1/worker-*.js', first);
  await waitForPicture(page);
  await page.locator('dareka-face').click();
  expect(await waitForEvent(page, 'dareka-error')).toMatchObject({ kind });
  expect(await eventDetails(page, 'dareka-ready')).toEqual([]);
  await expectPicture(page);
});

test.each([
  ['cannot be downloaded', 'network'],
  ['arrives damaged', 'integrity'],
])('a model that %s leaves the picture and dispatches an event', async (how, kind) => {
  const { page } = await visitWith(`code="${hosting.code}" interactive`);
  await page.context().route('**/generator.*', async (route) => {
    if (kind === 'network') {
      return route.fulfill({ status: 503, body: '' });
    }
    return damage(route);
  });
  await waitForPicture(page);
  await page.locator('dareka-face').click();
  expect((await waitForEvent(page, 'dareka-error')).kind, how).toBe(kind);
  await expectPicture(page);
});

test('damaged directions dispatch an event and leave the face as it was, and are fetched again by the next change', async () => {
  const z = latentFromSeed(3, hosting.manifest.latentSize);
  const code = encodeFace(latentFace(hosting.manifest.tag, z));
  const { page } = await hosting.visit({ head: SCRIPT, body: '<dareka-face></dareka-face>' });
  await page.context().route('**/directions.bin', damage);
  await page.locator('dareka-face').evaluate((face, latent) => {
    face.setAttribute('code', latent);
    face.setAttribute('mouth-open', '1');
  }, code);
  expect(await waitForEvent(page, 'dareka-error')).toMatchObject({ kind: 'integrity' });
  await waitForValue(page, code);
  await expectPicture(page);
  await page.context().unroute('**/directions.bin');
  await withFace(page, (face) => face.setAttribute('mouth-open', '0.5'));
  const { code: moved } = await waitForEvent(page, 'dareka-change');
  expect(decodeFace(moved ?? '').kind).toBe('latent');
  expect(await eventDetails(page, 'dareka-error')).toHaveLength(1);
});

test('a method that fails rejects its promise, after the event', async () => {
  const { page } = await visitWith('code="nonsense!"');
  const rejections = await withFace(page, async (face) => {
    const calls = [face.activate(), face.toBlob(), face.dials()];
    return (await Promise.allSettled(calls)).map(({ status }) => status);
  });
  expect(rejections).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await eventDetails(page, 'dareka-error')).not.toEqual([]);
});
