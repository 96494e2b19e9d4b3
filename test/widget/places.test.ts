import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code.ts';
import { seedFace } from '../../latent/face.ts';
import { launch } from '../browser.ts';
import { defaultManifest } from '../published.ts';
import { drawn, type Host, SCRIPT, startHost, toldOf, visitHost, waitFor } from './host.ts';

let browser: Browser;
let host: Host;
let code: string;

beforeAll(async () => {
  browser = await launch('wasm');
  host = await startHost();
  code = encodeFace(seedFace((await defaultManifest()).tag, 42));
});

afterAll(async () => {
  await browser.close();
  await host.stop();
});

async function visitWith(body: string, head = SCRIPT) {
  host.serve('/', { head, body });
  return visitHost(browser, `${host.origin}/`);
}

/** A page whose styles reach for everything. */
const HOSTILE = `<style>
  * { box-sizing: content-box; letter-spacing: 1em; line-height: 9; color: red; text-transform: uppercase; }
  img, canvas { display: none; width: 3px; height: 3px; border: 9px solid red; filter: invert(1); position: fixed; }
  button, input, select, div { display: none; position: absolute; transform: scale(0); }
</style>`;

test('under styles that are hostile to it the picture is whole, and so are the controls', async () => {
  const { page } = await visitWith(
    `<dareka-face code="${code}" controls><img src="SITE/f/${code}.png?size=256" alt="inside"></dareka-face>`,
    SCRIPT + HOSTILE,
  );
  const face = page.locator('dareka-face');
  await page.waitForFunction(() => customElements.get('dareka-face') !== undefined);
  const box = await face.boundingBox();
  const picture = face.locator('[part=picture]').first();
  await picture.evaluate((image: HTMLImageElement) => image.decode());
  expect(await picture.boundingBox()).toMatchObject({ x: box?.x, y: box?.y, width: 256, height: 256 });
  expect(await picture.evaluate((image) => getComputedStyle(image).filter)).toBe('none');
  expect(await face.getByRole('button', { name: 'Another face' }).isVisible()).toBe(true);
  await page.context().close();
});

test('nothing moves when the script has come: the picture inside has kept the place', async () => {
  const { page } = await visitWith(
    `<dareka-face code="${code}" size="200"><img src="SITE/f/${code}.png?size=256" width="200" height="200" alt=""
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
  await page.context().close();
});

test('it works inside a shadow root, and its events come out', async () => {
  const { page, exceptions } = await visitWith('<div id="outer"></div>');
  await page.evaluate((wanted) => {
    const shadow = document.getElementById('outer')?.attachShadow({ mode: 'open' });
    const face = document.createElement('dareka-face');
    face.setAttribute('code', wanted);
    face.toggleAttribute('interactive', true);
    shadow?.append(face);
  }, code);
  await page.locator('dareka-face').click();
  expect(await waitFor(page, 'dareka-ready')).toMatchObject({ code });
  expect(exceptions).toEqual([]);
  await page.context().close();
});

test('removed and put back it shows what it showed, and draws on', async () => {
  const { page, exceptions } = await visitWith(`<dareka-face code="${code}" interactive></dareka-face>`);
  const face = page.locator('dareka-face');
  await face.click();
  await waitFor(page, 'dareka-ready');
  const before = await drawn(page);
  await page.evaluate(() => {
    const element = document.querySelector('dareka-face');
    element?.remove();
    if (element) document.body.append(element);
  });
  expect(await drawn(page)).toEqual(before);
  await face.evaluate((element) => (element as HTMLElementTagNameMap['dareka-face']).another());
  expect((await waitFor(page, 'dareka-change')).code).not.toBe(code);
  await page.waitForFunction(
    () => document.querySelector('dareka-face')?.shadowRoot?.querySelector('canvas')?.hidden === false,
  );
  expect(await drawn(page)).not.toEqual(before);
  expect(exceptions).toEqual([]);
  await page.context().close();
});

test('in a form its value is the code; a reset brings the first face back, and "required" asks for one', async () => {
  const { page } = await visitWith(
    `<form><dareka-face name="avatar" code="${code}"></dareka-face><dareka-face name="other" required></dareka-face></form>`,
  );
  await page.waitForFunction(() => customElements.get('dareka-face') !== undefined);
  const entries = () =>
    page.evaluate(() =>
      Object.fromEntries(new FormData(document.querySelector('form') ?? undefined).entries()),
    );
  expect(await entries()).toEqual({ avatar: code });
  expect(await page.evaluate(() => document.querySelector('form')?.checkValidity())).toBe(false);
  const first = page.locator('dareka-face').first();
  await first.evaluate((element) => (element as HTMLElementTagNameMap['dareka-face']).another());
  const { avatar } = await entries();
  expect(avatar).not.toBe(code);
  await page.evaluate(() => document.querySelector('form')?.reset());
  await page.waitForFunction((wanted) => document.querySelector('dareka-face')?.value === wanted, code);
  expect(await entries()).toEqual({ avatar: code });
  await page.context().close();
});

test('scripts of two versions on a page do not quarrel; seeds and random faces have codes, which events tell', async () => {
  const { page, exceptions } = await visitWith(
    '<dareka-face seed="42"></dareka-face><dareka-face random></dareka-face>',
    `${SCRIPT}<script type="module" src="SITE/embed/v1/dareka.js?again"></script>`,
  );
  await waitFor(page, 'dareka-change', 2);
  const codes = (await toldOf(page, 'dareka-change')).map((detail) => detail.code);
  expect(codes).toContain(code);
  expect(new Set(codes).size).toBe(2);
  expect(exceptions).toEqual([]);
  await page.context().close();
});

test('fifty faces on a page share one engine, and one download of the model', async () => {
  const faces = Array.from(
    { length: 50 },
    (_, seed) => `<dareka-face seed="${seed}" size="64"></dareka-face>`,
  );
  const { page, exceptions, requests } = await visitWith(faces.join(''));
  await waitFor(page, 'dareka-change', 50);
  await page.evaluate(() =>
    Promise.all([...document.querySelectorAll('dareka-face')].map((face) => face.activate())),
  );
  expect(await toldOf(page, 'dareka-ready')).toHaveLength(50);
  expect(requests.filter((url) => url.endsWith('/generator.weights')).length).toBeLessThanOrEqual(1);
  expect(requests.filter((url) => url.endsWith('/manifest.json'))).toHaveLength(1);
  expect(exceptions).toEqual([]);
  await page.context().close();
});
