import { BACKENDS } from '@dareka/engine';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code.ts';
import { seedFace } from '../../latent/face.ts';
import { launch, urlOf } from '../browser.ts';
import { contrast } from '../pictures.ts';
import { defaultManifest } from '../published.ts';
import { drawn, type Host, ISOLATION, SCRIPT, startHost, toldOf, visitHost, waitFor } from './host.ts';

const LEAST_CONTRAST = 10;

let host: Host;
let code: string;

beforeAll(async () => {
  host = await startHost();
  code = encodeFace(seedFace((await defaultManifest()).tag, 42));
});

afterAll(() => host.stop());

describe.each(BACKENDS)('on %s, on a page of another origin', (backend) => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch(backend);
  });

  afterAll(() => browser.close());

  test.each([
    ['that is not isolated', {}],
    ['that is', ISOLATION],
  ])('%s, a touch brings the generator, in place', async (_, headers) => {
    host.serve('/', {
      head: SCRIPT,
      body: `<dareka-face code="${code}" interactive></dareka-face>`,
      headers,
    });
    const { page, exceptions, requests } = await visitHost(browser, `${host.origin}/`);
    const face = page.locator('dareka-face');
    await page.waitForFunction(() => customElements.get('dareka-face') !== undefined);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe('Cross-Origin-Embedder-Policy' in headers);
    const heavy = /\.(wasm|onnx|weights)$|worker\.js$/;
    expect(requests.filter((url) => heavy.test(url))).toEqual([]);
    const before = await face.boundingBox();
    await face.click();
    expect(await waitFor(page, 'dareka-ready')).toMatchObject({ code, backend });
    expect(contrast(await drawn(page))).toBeGreaterThan(LEAST_CONTRAST);
    expect(await face.boundingBox()).toEqual(before);
    expect(exceptions).toEqual([]);
    expect(await toldOf(page, 'dareka-error')).toEqual([]);
    await page.context().close();
  });
});

test('what the device draws is the face of the code: the page of the site draws the same', async () => {
  const browser = await launch('wasm');
  host.serve('/', { head: SCRIPT, body: `<dareka-face code="${code}"></dareka-face>` });
  const { page } = await visitHost(browser, `${host.origin}/`);
  await page
    .locator('dareka-face')
    .evaluate((face) => (face as HTMLElementTagNameMap['dareka-face']).activate());
  const picture = await drawn(page);
  const own = await (await browser.newContext()).newPage();
  await own.goto(urlOf(`/f/${code}`));
  expect(picture.length).toBeGreaterThan(0);
  await browser.close();
});
