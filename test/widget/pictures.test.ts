/** The site's picture: it follows its box, and is requested again where that may help. */
import type { Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { SCRIPT } from './host.ts';
import {
  dataUrlOfWidget,
  eventDetails,
  useHost,
  waitForEvent,
  waitForOtherDataUrl,
  withFace,
} from './visits.ts';

const hosting = useHost();

const PICTURES = '**/f/*.webp*';

/** In milliseconds: as `request.ts` and `generator.ts` limit a request and a silence of the engine. */
const REQUEST_LIMIT = 30_000;
const STALL_LIMIT = 60_000;

/** A page with an empty element, whose clock the test moves. */
async function visitWithClock(attributes = ''): Promise<Page> {
  const { page } = await hosting.visit({ head: SCRIPT, body: `<dareka-face ${attributes}></dareka-face>` });
  await page.waitForFunction(() => customElements.get('dareka-face') !== undefined);
  await page.clock.install();
  return page;
}

function show(page: Page, code = hosting.code) {
  return page.locator('dareka-face').evaluate((face, code) => face.setAttribute('code', code), code);
}

async function waitForPicture(page: Page): Promise<void> {
  const isLoaded = (image: HTMLImageElement) => image.complete && image.naturalWidth > 0;
  await expect.poll(() => page.locator('dareka-face img').evaluate(isLoaded)).toBe(true);
  await expect.poll(() => page.locator('dareka-face img').isVisible()).toBe(true);
}

/** Answers with this status, as the site does to scripts of other sites. */
function refuse(status: number, headers: Readonly<Record<string, string>> = {}) {
  return (route: Route) =>
    route.fulfill({
      status,
      body: '',
      headers: {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'Retry-After',
        'Cache-Control': 'no-store',
        ...headers,
      },
    });
}

test('a picture that its box has outgrown is replaced by a larger one, and stays in a smaller box', async () => {
  const { page, requests } = await hosting.visit({
    head: SCRIPT,
    body: `<dareka-face code="${hosting.code}" size="64"></dareka-face>`,
  });
  const image = page.locator('dareka-face img');
  const width = () => image.evaluate((picture: HTMLImageElement) => picture.naturalWidth);
  await expect.poll(width).toBe(64);
  await withFace(page, (face) => {
    face.size = 500;
  });
  await expect.poll(width).toBe(512);
  await withFace(page, (face) => {
    face.size = 100;
  });
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  expect(await width()).toBe(512);
  expect(requests.filter((url) => url.includes('.webp')).map((url) => url.split('size=')[1])).toEqual([
    '64',
    '512',
  ]);
});

test('a face that is hidden at first loads its picture at the size at which it appears', async () => {
  const { page, requests } = await hosting.visit({
    head: SCRIPT,
    body: `<div id="tab" hidden><dareka-face code="${hosting.code}" size="64"></dareka-face></div>`,
  });
  await page.waitForFunction(() => customElements.get('dareka-face') !== undefined);
  await page.locator('body > div').evaluate((box) => box.removeAttribute('hidden'));
  await waitForPicture(page);
  expect(requests.filter((url) => url.includes('.webp')).map((url) => url.split('size=')[1])).toEqual(['64']);
});

test('a site that is busy is asked again after the time it gives, and no event is dispatched', async () => {
  const page = await visitWithClock();
  await page.context().route(PICTURES, refuse(429, { 'Retry-After': '3600' }));
  const refused = page.waitForResponse(
    (response) => response.status() === 429 && response.request().resourceType() === 'fetch',
  );
  await show(page);
  await refused;
  // The clock goes on by itself, too: time for the widget to read the answer.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  await page.context().unroute(PICTURES);
  await page.clock.fastForward(3_500_000);
  const width = () =>
    page.locator('dareka-face img').evaluate((image: HTMLImageElement) => image.naturalWidth);
  expect(await width()).toBe(0);
  // With up to a quarter more, so that the faces of a page do not ask at the same time.
  await page.clock.fastForward(1_100_000);
  await waitForPicture(page);
  expect(await eventDetails(page, 'dareka-error')).toEqual([]);
});

test('a site that stays busy is reported once', async () => {
  const page = await visitWithClock();
  await page.context().route(PICTURES, refuse(503));
  await show(page);
  // Less than the limit of a request at a time, so that none of them counts as unanswered.
  await expect
    .poll(
      async () => {
        await page.clock.fastForward(REQUEST_LIMIT / 3);
        return eventDetails(page, 'dareka-error');
      },
      { interval: 500 },
    )
    .toMatchObject([{ kind: 'picture', reason: 'refused' }]);
});

test('a picture that does not arrive in time is an error, and is requested again', async () => {
  const page = await visitWithClock();
  const requested = page.waitForRequest(PICTURES);
  await page.context().route(PICTURES, () => {});
  await show(page);
  await requested;
  await page.clock.fastForward(REQUEST_LIMIT);
  expect(await waitForEvent(page, 'dareka-error')).toMatchObject({ kind: 'picture', reason: 'timeout' });
  await page.context().unroute(PICTURES);
  await page.clock.fastForward(REQUEST_LIMIT);
  await waitForPicture(page);
});

test('a picture that nobody sees is not late: in a closed tab, beside the window, in a box that is scrolled away', async () => {
  const face = '<dareka-face size="64"></dareka-face>';
  const { page } = await hosting.visit({
    head: SCRIPT,
    body: `<div id="tab" hidden>${face}</div>
      <div style="overflow: hidden"><div style="margin-inline-start: 9000px">${face}</div></div>
      <div style="height: 80px; overflow: auto"><div style="height: 9000px"></div>${face}</div>`,
  });
  await page.waitForFunction(() => customElements.get('dareka-face') !== undefined);
  await page.clock.install();
  await page.evaluate((code) => {
    for (const element of document.querySelectorAll('dareka-face')) {
      element.code = code;
    }
  }, hosting.code);
  for (let i = 0; i < 3; i++) {
    await page.clock.fastForward(REQUEST_LIMIT);
    // The time to see whether it is seen: an observer reports with the next frame but one.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }
  expect(await eventDetails(page, 'dareka-error')).toEqual([]);
  await page.locator('#tab').evaluate((tab) => tab.removeAttribute('hidden'));
  await expect
    .poll(() =>
      page
        .locator('dareka-face img')
        .first()
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    )
    .toBeGreaterThan(0);
});

test('offline is told, and the picture loads once the browser is online', async () => {
  const page = await visitWithClock();
  await page.context().setOffline(true);
  await show(page);
  expect(await waitForEvent(page, 'dareka-error')).toMatchObject({ kind: 'picture', reason: 'offline' });
  await page.context().setOffline(false);
  await waitForPicture(page);
  expect(await eventDetails(page, 'dareka-error')).toHaveLength(1);
});

test('a site that cannot be reached, and a face that it refuses, are told apart', async () => {
  const page = await visitWithClock();
  await page.context().route(PICTURES, (route) => route.abort());
  await show(page);
  expect(await waitForEvent(page, 'dareka-error')).toMatchObject({ kind: 'picture', reason: 'unreachable' });
  await page.context().unroute(PICTURES);
  await show(page, encodeFace(seedFace('000000', 1)));
  expect(await waitForEvent(page, 'dareka-error', 2)).toMatchObject({ kind: 'picture', reason: 'refused' });
});

test('a model that stops arriving is an error, and a later touch tries again', async () => {
  const page = await visitWithClock(`code="${hosting.code}" interactive`);
  await page.context().route('**/generator.*', () => {});
  const requested = page
    .context()
    .waitForEvent('request', (request) => request.url().includes('/generator.'));
  await page.locator('dareka-face').click();
  await requested;
  await page.clock.fastForward(STALL_LIMIT);
  expect(await waitForEvent(page, 'dareka-error')).toMatchObject({ kind: 'network', reason: 'timeout' });
  await expect.poll(() => page.locator('dareka-face progress').isVisible()).toBe(false);
  await waitForPicture(page);
  await page.context().unroute('**/generator.*');
  await page.locator('dareka-face').click();
  expect(await waitForEvent(page, 'dareka-ready')).toMatchObject({ code: hosting.code });
  expect(await eventDetails(page, 'dareka-error')).toHaveLength(1);
});

test('a manifest that does not arrive in time is an error', async () => {
  const page = await visitWithClock();
  await page.context().route('**/manifest.json', () => {});
  const requested = page.waitForRequest('**/manifest.json');
  await show(page);
  await waitForPicture(page);
  await withFace(page, (face) => void face.dials().catch(() => {}));
  await requested;
  await page.clock.fastForward(REQUEST_LIMIT);
  await withFace(page, (face) => face.setAttribute('mouth-open', '1'));
  await page.clock.fastForward(REQUEST_LIMIT);
  expect(await waitForEvent(page, 'dareka-error')).toMatchObject({ kind: 'site', reason: 'timeout' });
});

test('a walk ends when reduced motion is preferred, and goes on when it is no longer', async () => {
  const { page } = await hosting.visit({
    head: SCRIPT,
    body: `<dareka-face code="${hosting.code}" walk controls></dareka-face>`,
  });
  await waitForEvent(page, 'dareka-ready');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Walk from face to face' }).waitFor();
  const still = await dataUrlOfWidget(page);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.getByRole('button', { name: 'Stay with this face' }).waitFor();
  await waitForOtherDataUrl(page, still);
});
