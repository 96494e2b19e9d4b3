/** The element in other people's pages: their styles, shadow roots, forms, and many faces. */
import { expect, inject, test } from 'vitest';
import releases from '../../client/widget/releases.json' with { type: 'json' };
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { readMark } from '../../picture/mark.ts';
import { SCRIPT } from './host.ts';
import {
  dataUrlOfWidget,
  eventDetails,
  useHost,
  waitForEvent,
  waitForOtherDataUrl,
  waitForValue,
  withFace,
} from './visits.ts';

const hosting = useHost();

function visitWith(body: string, head = SCRIPT) {
  return hosting.visit({ head, body });
}

/** Styles of a page that apply to every element. */
const HOSTILE = `<style>
  * { box-sizing: content-box; letter-spacing: 1em; line-height: 9; color: red; text-transform: uppercase; }
  img, canvas { display: none; width: 3px; height: 3px; border: 9px solid red; filter: invert(1); position: fixed; }
  button, input, select, div { display: none; position: absolute; transform: scale(0); }
</style>`;

test("the page's styles do not reach the picture or the controls", async () => {
  const { page } = await visitWith(
    `<dareka-face code="${hosting.code}" controls><img src="SITE/f/${hosting.code}.png?size=256" alt="inside"></dareka-face>`,
    SCRIPT + HOSTILE,
  );
  const face = page.locator('dareka-face');
  await page.waitForFunction(() => customElements.get('dareka-face') !== undefined);
  const box = await face.boundingBox();
  const picture = face.locator('[part=picture]').first();
  await picture.evaluate((image: HTMLImageElement) => image.decode());
  await expect
    .poll(() => picture.boundingBox())
    .toMatchObject({ x: box?.x, y: box?.y, width: 256, height: 256 });
  expect(await picture.evaluate((image) => getComputedStyle(image).filter)).toBe('none');
  await expect.poll(() => face.getByRole('button', { name: 'Another face' }).isVisible()).toBe(true);
});

test('custom properties and parts style the element, alt names it, and a picture outside the screen does not load', async () => {
  const { page, requests } = await visitWith(
    `<dareka-face code="${hosting.code}" controls alt="nobody"></dareka-face>
      <div style="height: 10000px"></div><dareka-face code="${encodeFace(seedFace(hosting.manifest.tag, 43))}"></dareka-face>`,
    `${SCRIPT}<style>dareka-face { --dareka-size: 100px; --dareka-radius: 7px }
      dareka-face::part(button) { color: rgb(1, 2, 3) }</style>`,
  );
  const face = page.locator('dareka-face').first();
  const picture = face.getByAltText('nobody');
  await picture.evaluate((image: HTMLImageElement) => image.decode());
  await expect.poll(() => picture.boundingBox()).toMatchObject({ width: 100, height: 100 });
  expect(await face.locator('[part=frame]').evaluate((frame) => getComputedStyle(frame).borderRadius)).toBe(
    '7px',
  );
  expect(
    await face
      .locator('[part=button]')
      .first()
      .evaluate((button) => getComputedStyle(button).color),
  ).toBe('rgb(1, 2, 3)');
  expect(requests.filter((url) => url.includes('/f/'))).toHaveLength(1);
  const file = await withFace(page, async (element) => {
    const blob = await element.toBlob();
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const { code, manifest } = hosting;
  expect(readMark(Uint8Array.from(file))).toEqual({ code, model: manifest.id });
});

test('the widget sets no global variable and no cookie, and stores nothing in localStorage, sessionStorage or IndexedDB', async () => {
  const { page } = await visitWith(
    `<script>globals = new Set(Object.getOwnPropertyNames(window))</script>
      <dareka-face code="${hosting.code}" interactive controls walk></dareka-face>`,
  );
  await waitForEvent(page, 'dareka-ready');
  const left = await page.evaluate(async () => ({
    globals: Object.getOwnPropertyNames(window).filter(
      (name) => !(window as unknown as { globals: Set<string> }).globals.has(name),
    ),
    stored: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
    databases: await indexedDB.databases(),
  }));
  expect(left).toEqual({ globals: ['globals'], stored: [], databases: [] });
  expect(await page.context().cookies()).toEqual([]);
});

test('the layout does not shift when the script has loaded, since the picture inside has the size of the face', async () => {
  const { page } = await visitWith(
    `<dareka-face code="${hosting.code}" size="200"><img src="SITE/f/${hosting.code}.png?size=256" width="200" height="200" alt=""
      style="display: block"></dareka-face><p id="below">below</p>`,
  );
  await page.waitForFunction(() => customElements.get('dareka-face') !== undefined);
  await page.locator('dareka-face img[part]').evaluate((image: HTMLImageElement) => image.decode());
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) =>
          resolve(
            list.getEntries().reduce((sum, entry) => sum + (entry as unknown as { value: number }).value, 0),
          ),
        ).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(0), 500);
      }),
  );
  expect(shift).toBeLessThan(0.01);
});

test('the element works inside a shadow root, and its events leave it', async () => {
  const { page } = await visitWith('<div id="outer"></div>');
  await page.evaluate((wanted) => {
    const shadow = document.getElementById('outer')?.attachShadow({ mode: 'open' });
    const face = document.createElement('dareka-face');
    face.setAttribute('code', wanted);
    face.toggleAttribute('interactive', true);
    shadow?.append(face);
  }, hosting.code);
  await page.locator('dareka-face').click();
  expect(await waitForEvent(page, 'dareka-ready')).toMatchObject({ code: hosting.code });
});

test('an element that is removed and inserted again shows the same face, and still draws', async () => {
  const { page } = await visitWith(`<dareka-face code="${hosting.code}" interactive></dareka-face>`);
  const face = page.locator('dareka-face');
  await face.click();
  await waitForEvent(page, 'dareka-ready');
  const before = await dataUrlOfWidget(page);
  await page.evaluate(() => {
    const element = document.querySelector('dareka-face');
    element?.remove();
    if (element) {
      document.body.append(element);
    }
  });
  expect(await dataUrlOfWidget(page)).toBe(before);
  await withFace(page, (element) => element.another());
  expect((await waitForEvent(page, 'dareka-change')).code).not.toBe(hosting.code);
  await waitForOtherDataUrl(page, before);
});

test('in a form the value is the code, a reset restores the first face, and "required" makes an empty element invalid', async () => {
  const { page } = await visitWith(
    `<form><dareka-face name="avatar" code="${hosting.code}"></dareka-face><dareka-face name="other" required></dareka-face></form>`,
  );
  await page.waitForFunction(() => customElements.get('dareka-face') !== undefined);
  const entries = () =>
    page.evaluate(() =>
      Object.fromEntries(new FormData(document.querySelector('form') ?? undefined).entries()),
    );
  expect(await entries()).toEqual({ avatar: hosting.code });
  expect(await page.evaluate(() => document.querySelector('form')?.checkValidity())).toBe(false);
  await withFace(page, (face) => face.another());
  const { avatar } = await entries();
  expect(avatar).not.toBe(hosting.code);
  await page.evaluate(() => document.querySelector('form')?.reset());
  await waitForValue(page, hosting.code);
  expect(await entries()).toEqual({ avatar: hosting.code });
  await withFace(page, (face) => {
    face.value = 'no code';
  });
  expect((await waitForEvent(page, 'dareka-error')).kind).toBe('code');
  expect(await entries()).toEqual({ avatar: hosting.code });
  await withFace(page, (face) => {
    face.value = null;
  });
  expect(await entries()).toEqual({});
});

test('pinned releases and the latest script work on one page, and events give the codes of seeds and random faces', async () => {
  const pinned = releases.map(
    ({ version, files }) =>
      `<script type="module" src="SITE/embed/v${version}/dareka.js" integrity="${files['dareka.js']}" crossorigin></script>`,
  );
  const { page, requests } = await visitWith(
    '<dareka-face seed="42"></dareka-face><dareka-face random></dareka-face>',
    [...pinned, SCRIPT].join(''),
  );
  await waitForEvent(page, 'dareka-change', 2);
  const codes = (await eventDetails(page, 'dareka-change')).map((detail) => detail.code);
  expect(codes).toContain(hosting.code);
  expect(new Set(codes).size).toBe(2);
  expect(requests.filter((url) => url.endsWith('/dareka.js'))).toHaveLength(releases.length + 1);
  // The first script defined the element, so its release's worker draws the newest model.
  await withFace(page, (face) => face.activate());
  expect(requests.filter((url) => url.endsWith('/worker.js'))).toEqual([
    `${inject('site')}/embed/v${releases[0]?.version}/worker.js`,
  ]);
});

test('the script of the release before, which browsers keep for an hour, works with the files of this build', async () => {
  const newest = releases.at(-1)?.version ?? '';
  const { page } = await visitWith(`<dareka-face code="${hosting.code}"></dareka-face>`, '');
  await page.context().route('**/embed/v1/dareka.js', async (route) => {
    const response = await route.fetch({ url: `${inject('site')}/embed/v${newest}/dareka.js` });
    await route.fulfill({ response });
  });
  await page.addScriptTag({ type: 'module', url: `${inject('site')}/embed/v1/dareka.js` });
  await withFace(page, (face) => face.activate());
  expect(await waitForEvent(page, 'dareka-ready')).toMatchObject({ code: hosting.code });
});

test('a walk from a seed shows the picture while the generator is being downloaded', async () => {
  const { page } = await visitWith('<dareka-face seed="42" walk></dareka-face>', '');
  await page.context().route('**/generator.*', () => {});
  await page.addScriptTag({ type: 'module', url: `${inject('site')}/embed/v1/dareka.js` });
  // decode() would reject if the picture changed meanwhile.
  const picture = page.locator('dareka-face img');
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0))
    .toBe(true);
  await expect.poll(() => picture.isVisible()).toBe(true);
});

test('fifty faces on a page share one engine and one download of the model', async () => {
  const faces = Array.from(
    { length: 50 },
    (_, seed) => `<dareka-face seed="${seed}" size="64"></dareka-face>`,
  );
  const { page, requests } = await visitWith(faces.join(''));
  await waitForEvent(page, 'dareka-change', 50);
  await page.evaluate(() =>
    Promise.all([...document.querySelectorAll('dareka-face')].map((face) => face.activate())),
  );
  expect(await eventDetails(page, 'dareka-ready')).toHaveLength(50);
  expect(page.workers()).toHaveLength(1);
  expect(requests.filter((url) => url.endsWith('/generator.weights')).length).toBeLessThanOrEqual(1);
  expect(requests.filter((url) => url.endsWith('/manifest.json'))).toHaveLength(1);
});
