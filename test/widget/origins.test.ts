import { BACKENDS } from '@dareka/engine';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code.ts';
import { seedFace } from '../../latent/face.ts';
import { launch } from '../browser.ts';
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
      head: SCRIPT.replace('dareka.js', `dareka.js?backend=${backend}`),
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
