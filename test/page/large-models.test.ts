import { join } from 'node:path';
import { BACKENDS } from '@dareka/engine';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { decodePng } from '../../picture/png.ts';
import { enlarge, resample } from '../../picture/resample.ts';
import {
  closeProfiles,
  drawnWall,
  newVisitor,
  openBrowser,
  SMALL_WINDOW,
  visitReady,
} from '../browser/browser.ts';
import { contrast, generate, maxDifference, type Picture, pixelsOf, TOLERANCE } from '../browser/pictures.ts';
import { type SharedSite, sharedSite } from '../site/shared-sites.ts';
import { type LargeModels, readLargeModels } from '../site/site-with-large-models.ts';
import { SCRIPT, startHost } from '../widget/host.ts';
import { visitHost, withFace } from '../widget/visits.ts';

const SEED = 7;
/** A pattern of random weights has more than this; a plain colour has none. */
const LEAST_CONTRAST = 5;

let site: SharedSite;
let models: LargeModels;

beforeAll(async () => {
  site = await sharedSite('large');
  models = await readLargeModels(join(site.folder, 'models'));
});

async function withBrowser(backend: (typeof BACKENDS)[number], use: (browser: Browser) => Promise<void>) {
  const browser = await openBrowser(backend);
  try {
    await use(browser);
  } finally {
    await closeProfiles(browser);
  }
}

test.each(BACKENDS)('a model of 256 pixels draws at 128 where that is enough, on %s', async (backend) => {
  await withBrowser(backend, async (browser) => {
    const { page, problems } = await visitReady(
      await newVisitor(browser, SMALL_WINDOW),
      `/?backend=${backend}#about`,
      site.url,
    );
    for (const { tag, draw } of [models.kernel, models.onnx]) {
      // The kernel's WebAssembly has the same bits in Chromium as in Node, so a saved face is the edge's file.
      const tolerance = backend === 'wasm' && tag === models.kernel.tag ? 0 : TOLERANCE;
      const face = seedFace(tag, SEED);
      const code = encodeFace(face);
      for (const [size, side] of [
        [undefined, 256],
        [129, 256],
        [128, 128],
        [20, 128],
      ] as const) {
        const [drawn = []] = await generate(page, { code, ...(size === undefined ? {} : { size }) });
        expect(contrast(drawn)).toBeGreaterThan(LEAST_CONTRAST);
        expect(maxDifference(drawn, [...draw(face, side)])).toBeLessThanOrEqual(tolerance);
      }
    }
    expect(problems).toEqual([]);
  });
});

test.each([
  ['a screen of one pixel per CSS pixel', 1, 128],
  ['a finer screen', 2, 256],
])('the wall on %s draws what its tiles need, and an opened face at full size', async (_, density, side) => {
  await withBrowser('wasm', async (browser) => {
    const context = await newVisitor(browser, { ...SMALL_WINDOW, deviceScaleFactor: density });
    const { page } = await visitReady(context, '/', site.url);
    await drawnWall(page);
    const tile = page.locator('a.tile').first();
    const code = await tile.getAttribute('data-code');
    const [full = [], tileSized = []] = [
      ...(await generate(page, { code: code ?? '' })),
      ...(await generate(page, { code: code ?? '', size: side })),
    ];
    const onTile = await pixelsOf(page, 'li:nth-child(1) > .tile canvas');
    expect(maxDifference(onTile, resampledAs(onTile, tileSized))).toBeLessThanOrEqual(TOLERANCE);
    await tile.click();
    await page.getByRole('button', { name: '256 × 256' }).waitFor();
    const opened = await pixelsOf(page, '.viewer .frame canvas');
    expect(maxDifference(opened, resampledAs(opened, full))).toBeLessThanOrEqual(TOLERANCE);
  });
});

/** The square picture in the size of what is shown. */
function resampledAs(shown: Picture, picture: Picture): Picture {
  const [to, from] = [shown, picture].map(({ length }) => Math.sqrt(length / 4)) as [number, number];
  const data = Uint8ClampedArray.from(picture);
  return [...resample({ width: from, height: from, data }, to, to).data];
}

test.each([
  [100, 128],
  [200, 256],
])('a widget of %i pixels draws the face at %i, and gives it as a file at full size', async (edge, side) => {
  const { tag, draw } = models.kernel;
  const face = seedFace(tag, SEED);
  const host = await startHost(new URL(site.url).origin);
  host.serve('/', {
    head: SCRIPT,
    body: `<dareka-face code="${encodeFace(face)}" size="${edge}"></dareka-face>`,
  });
  await withBrowser('wasm', async (browser) => {
    const { page } = await visitHost(browser, `${host.origin}/`);
    await withFace(page, (element) => element.activate());
    /** The face drawn at that side, as the widget enlarges it. */
    function enlarged(drawnSide: number): number[] {
      const drawn = { width: drawnSide, height: drawnSide, data: draw(face, drawnSide) };
      return [...enlarge(drawn, 256 / drawnSide).data];
    }
    const shown = await pixelsOf(page, 'dareka-face canvas');
    expect(maxDifference(shown, enlarged(side))).toBeLessThanOrEqual(TOLERANCE);
    await withFace(page, (element) => element.toBlob().then(({ type }) => type));
    expect(maxDifference(await pixelsOf(page, 'dareka-face canvas'), enlarged(256))).toBeLessThanOrEqual(
      TOLERANCE,
    );
  });
  await host.stop();
});

test('the edge draws a picture of up to 128 pixels from the smaller image, and larger ones at full size', async () => {
  const { tag, draw } = models.kernel;
  const face = seedFace(tag, SEED);
  for (const [query, side, size] of [
    ['', 256, 256],
    ['?size=256', 256, 256],
    ['?size=129', 256, 129],
    ['?size=128', 128, 128],
    ['?size=64', 128, 64],
  ] as const) {
    const response = await fetch(new URL(`/f/${encodeFace(face)}.png${query}`, site.url));
    expect(response.status).toBe(200);
    const { width, data } = await decodePng(await response.arrayBuffer());
    expect(width).toBe(size);
    const drawn = { width: side, height: side, data: draw(face, side) };
    // The same module draws there: not a bit may differ.
    expect(data).toEqual((side === size ? drawn : resample(drawn, size, size)).data);
  }
});
