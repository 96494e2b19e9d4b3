/** The widget on pages of another origin, by backend, with and without cross-origin isolation. */
import { BACKENDS } from '@dareka/engine';
import { describe, expect, test } from 'vitest';
import { contrast } from '../browser/pictures.ts';
import { ISOLATION, SCRIPT } from './host.ts';
import { eventDetails, pixelsOfWidget, useHost, waitForEvent } from './visits.ts';

const MIN_CONTRAST = 10;

describe.each(BACKENDS)('on %s, on a page of another origin', (backend) => {
  const hosting = useHost(backend);

  test.each([
    ['that is not cross-origin isolated', {}],
    ['that is cross-origin isolated', ISOLATION],
  ])('%s, a touch loads the generator, and the element keeps its box', async (_, headers) => {
    const { page, requests } = await hosting.visit({
      head: SCRIPT.replace('dareka.js', `dareka.js?backend=${backend}`),
      body: `<dareka-face code="${hosting.code}" interactive></dareka-face>`,
      headers,
    });
    const face = page.locator('dareka-face');
    await page.waitForFunction(() => customElements.get('dareka-face') !== undefined);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe('Cross-Origin-Embedder-Policy' in headers);
    const heavy = /\.(wasm|onnx|weights)$|worker\.js$/;
    expect(requests.filter((url) => heavy.test(url))).toEqual([]);
    const before = await face.boundingBox();
    await face.click();
    expect(await waitForEvent(page, 'dareka-ready')).toEqual({
      code: hosting.code,
      backend,
      reason: 'it was asked for',
    });
    expect(contrast(await pixelsOfWidget(page))).toBeGreaterThan(MIN_CONTRAST);
    await expect.poll(() => face.boundingBox()).toEqual(before);
    expect(await eventDetails(page, 'dareka-error')).toEqual([]);
  });
});
