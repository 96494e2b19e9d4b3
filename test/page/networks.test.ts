/** The views about the networks and their training. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { resample } from '../../picture/resample.ts';
import { urlOf } from '../browser/browser.ts';
import { dataUrlOf, pixelsOf, waitForChange } from '../browser/pictures.ts';
import { useVisitor } from '../browser/visitor.ts';
import { allManifests, filmedManifest } from '../site/published-manifests.ts';

const visitor = useVisitor({ locale: 'en' }, { stays: true });
const { codeOf } = visitor;

test('the view of the layers shows the shapes of both networks, and convolutions with correct sizes and counts', async () => {
  const page = await visitor.open(`/f/${codeOf(5)}#inside`);
  await page.locator('.generated-picture .picture:not(.blank)').waitFor();
  const shapes = await page.locator('.generator-layers .shape').allTextContents();
  expect(shapes.slice(1, -1)).toEqual(visitor.manifest.layers.map(({ shape }) => shape.join(' × ')));
  // Of 4 × 4: the generator's first output, and the discriminator's last one before its logit.
  await expect
    .poll(() => page.locator('.architecture tbody tr:nth-child(2) td').allTextContents())
    .toEqual([
      visitor.manifest.layers[0]?.shape.join(' × '),
      visitor.manifest.discriminator?.layers.findLast(({ shape }) => shape[1] === 4)?.shape.join(' × '),
    ]);

  const transposed = page.getByRole('region', { name: 'Transposed convolution' });
  await transposed.getByRole('slider', { name: 'Kernel' }).fill('3');
  await transposed.getByText('(3 − 1) · 2 − 2 · 1 + 3 = 5 pixels a side').waitFor();
  await transposed.getByText('checkerboards').waitFor();
  const strided = page.getByRole('region', { name: 'Strided convolution' });
  await expect.poll(() => strided.getByRole('img').first().getAttribute('aria-label')).toBe('Input: 6 × 6');
  await strided.getByRole('img', { name: 'Output: 3 × 3' }).waitFor();
  await strided.getByRole('slider', { name: 'Stride' }).fill('1');
  await strided.getByRole('img', { name: 'Output: 5 × 5' }).waitFor();
  await strided.getByRole('slider', { name: 'Output pixel' }).fill('24');
  // A pixel in the middle is read once for each of the 16 weights of the kernel.
  await expect.poll(() => strided.locator('svg').first().locator('text').allTextContents()).toContain('16');
  await strided.getByRole('button', { name: 'Play' }).click();
  await strided.getByText('1 / 25').waitFor();
  await strided.getByRole('button', { name: 'Pause' }).click();
});

test('the map of both networks stays in sight, leads to each layer, and says which one is on screen', async () => {
  const page = await visitor.open(`/f/${codeOf(5)}#inside`);
  await page.locator('.generated-picture .picture:not(.blank)').waitFor();
  const map = page.getByRole('navigation', { name: 'The way through both networks' });
  const stations = await map.getByRole('button').locator('small').allTextContents();
  expect(stations).toEqual([
    `${visitor.manifest.latentSize}`,
    ...visitor.manifest.layers.map(({ shape: [channels, , side] }) => `${channels} × ${side}²`),
    `${visitor.manifest.resolution}²`,
    'D(x)',
  ]);
  for (const name of ['Layer 4', 'Picture']) {
    const station = map.getByRole('button', { name });
    await station.click();
    await expect.poll(() => station.getAttribute('aria-current')).toBe('step');
    const [mapBox, headingBox] = await Promise.all([
      map.boundingBox(),
      page.getByRole('heading', { name: name === 'Picture' ? 'The picture' : name }).boundingBox(),
    ]);
    expect(mapBox?.y).toBe(0);
    expect(headingBox?.y).toBeGreaterThanOrEqual(mapBox?.height ?? 0);
  }
  await page.getByText('D(x) = 1 / (1 + e').waitFor();
});

test('curves have axes with round numbers, and D goes from 0 to 1', async () => {
  const page = await visitor.open('/#training');
  await page.locator('.chart').first().waitFor();
  const frames = page.locator('.chart-frame');
  await expect
    .poll(() => frames.nth(1).locator('.y-ticks span').allTextContents())
    .toEqual(['0', '0.25', '0.5', '0.75', '1']);
  const steps = await frames.first().locator('.x-ticks span').allTextContents();
  expect(steps.slice(0, 2)).toEqual(['0', expect.stringMatching(/^\d+K$/)]);
  await frames.first().getByText('Training step').waitFor();
});

test('the film shows each frame as the browser’s decoder decodes it, resampled to the screen, forwards and backwards', async () => {
  const page = await visitor.open('/#training/0');
  const usual = page.viewportSize();
  // The window has room for more pixels than a frame has.
  await page.setViewportSize({ width: 1600, height: 820 });
  await page.locator('.face-grid:not(.blank)').waitFor();
  const { id } = await filmedManifest();
  const film = urlOf(`/models/${id}/film.webp`);
  const frames = (await (await fetch(urlOf(`/models/${id}/history.json`))).json()).film.length;
  const slider = page.getByRole('slider', { name: 'Moment of the training' });
  for (const frame of [frames - 1, 3, 4, 21, 16]) {
    await slider.fill(String(frame));
    const { width, height, base64 } = await decodedFrame(page, film, frame);
    const data = Uint8ClampedArray.from(Buffer.from(base64, 'base64'));
    // The mean difference in 1/255: the same library decodes WebP both times, but frames are blended here.
    await expect
      .poll(async () => {
        const shown = await pixelsOf(page, '.face-grid');
        const edge = Math.sqrt(shown.length / 4);
        expect(edge).toBeGreaterThan(width);
        const wanted = resample({ width, height, data }, edge, edge).data;
        return wanted.reduce((sum, value, i) => sum + Math.abs(value - (shown[i] ?? 0)), 0) / wanted.length;
      })
      .toBeLessThan(0.5);
  }
  await page.setViewportSize(usual ?? { width: 1280, height: 800 });
});

/** A frame of an animated WebP, RGBA u8, by the browser's decoder. */
function decodedFrame(page: Page, url: string, frame: number) {
  return page.evaluate(
    async ([address, frameIndex]) => {
      const data = await (await fetch(address)).arrayBuffer();
      const { image } = await new ImageDecoder({ data, type: 'image/webp' }).decode({ frameIndex });
      const { displayWidth: width, displayHeight: height } = image;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(image, 0, 0);
      image.close();
      const pixels = new Uint8Array(context?.getImageData(0, 0, width, height).data ?? []);
      return { width, height, base64: pixels.toBase64() };
    },
    [url, frame] as const,
  );
}

test('the film of a model of classes, with a row for each, keeps its proportions', async () => {
  const digits = (await allManifests()).find(({ condition }) => condition?.name === 'digit');
  const page = await visitor.open(`/#training//${digits?.tag}`);
  const shown = page.locator('.face-grid:not(.blank, [aria-busy])');
  await shown.waitFor();
  const { pixels, box } = await shown.evaluate((canvas: HTMLCanvasElement) => ({
    pixels: canvas.height / canvas.width,
    box: canvas.clientHeight / canvas.clientWidth,
  }));
  // All below it is in sight, too.
  const hidden = await page
    .locator('.preview')
    .evaluate((preview) => preview.scrollHeight - preview.clientHeight);
  expect(hidden).toBe(0);

  expect(pixels).toBeCloseTo(10 / 8, 2);
  expect(box).toBeCloseTo(10 / 8, 2);
});

test('the keys of the curves keep their colours in forced colours', async () => {
  const page = await visitor.open('/#training');
  await page.locator('.chart').first().waitFor();
  await page.emulateMedia({ forcedColors: 'active' });
  const colours = await page
    .locator('.legend')
    .first()
    .locator('.first-series, .second-series')
    .evaluateAll((keys) => keys.map((key) => getComputedStyle(key, '::before').backgroundColor));
  const lines = await page
    .locator('.chart')
    .first()
    .locator('polyline')
    .evaluateAll((drawn) => drawn.map((line) => getComputedStyle(line).stroke));
  expect(colours).toEqual(lines);
});

test('dragging over a curve shows the faces of that step, and the address holds the step', async () => {
  const page = await visitor.open('/#training/0');
  await page.locator('.face-grid:not(.blank, [aria-busy])').waitFor();
  const looks = [await dataUrlOf(page, '.face-grid')];
  const chart = page.locator('.chart').first();
  const { width, height } = await chart.evaluate((element) => element.getBoundingClientRect().toJSON());
  /** Waits until the chart stays where it is. */
  const moveTo = (x: number) => chart.hover({ position: { x, y: height / 2 } });
  await moveTo(2);
  await page.mouse.down();
  const { id } = await filmedManifest();
  const history = await (await fetch(urlOf(`/models/${id}/history.json`))).json();
  const [last, film]: [number, number[]] = [history.points.at(-1).step, history.film];
  for (const share of [0.3, 0.9]) {
    await moveTo((share - 0.1) * width);
    await moveTo(share * width);
    await waitForChange(page, '.face-grid', looks.at(-1) ?? '');
    // The address follows a little later than the faces, which have changed on the way, too.
    const nearest = film.toSorted((a, b) => Math.abs(a - share * last) - Math.abs(b - share * last));
    await expect.poll(() => Number(new URL(page.url()).hash.split('/')[1])).toBeOneOf(nearest.slice(0, 2));
    looks.push(await dataUrlOf(page, '.face-grid'));
  }
  await page.mouse.up();
  await page.getByRole('heading', { name: 'Why do these curves not go down?' }).waitFor();
});
