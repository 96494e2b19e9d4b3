/** The outputs of the generator's layers, and the discriminator. */
import { BACKENDS } from '@dareka/engine';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openDiscriminator } from '../../kernel/discriminator.ts';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { toPlanar } from '../../picture/planar.ts';
import {
  closeProfiles,
  newVisitor,
  openBrowser,
  SMALL_WINDOW,
  urlOf,
  visitReady,
} from '../browser/browser.ts';
import { generate, maxDifference, TOLERANCE } from '../browser/pictures.ts';
import { allManifests, defaultManifest } from '../site/published-manifests.ts';

/** The bar of a picture that the discriminator has not seen. */
const EMPTY_BAR = 'width: 0%;';

describe.each(BACKENDS)('on %s', (backend) => {
  test('dareka.inside returns the face and the output of every layer', async () => {
    const browser = await openBrowser(backend);
    const context = await newVisitor(browser, SMALL_WINDOW);
    // The view about draws no faces: each would take a GPU in software half a second.
    const { page, requests } = await visitReady(context, `/?backend=${backend}#about`);
    await page.locator('#storage').waitFor();
    const { layers, resolution, latentSize } = await defaultManifest();
    const asked = requests.length;
    const inside = await page.evaluate(async () => {
      const { picture, z, layers } = await window.dareka.inside({ seed: 42 });
      return {
        picture: Array.from(picture.data),
        z: z.length,
        layers: layers.map(({ name, shape, values }) => {
          return {
            name,
            shape,
            size: values.length,
            least: values.reduce((least, value) => Math.min(least, value)),
            most: values.reduce((most, value) => Math.max(most, value)),
          };
        }),
      };
    });
    // The view lists the models, whenever it gets to it.
    expect(requests.slice(asked).filter((path) => path !== '/models/index.json')).toEqual([]);
    // dareka.inside draws on WASM whatever the backend, and by one thread, which can round a sum otherwise.
    const [drawn = []] = await generate(page, { seed: 42 });
    expect(maxDifference(inside.picture, drawn)).toBeLessThanOrEqual(backend === 'wasm' ? 1 : TOLERANCE);
    expect(inside.z).toBe(latentSize);
    expect(inside.layers.map(({ name, shape }) => ({ name, shape }))).toEqual(
      layers.map(({ name, shape }) => ({ name, shape })),
    );
    for (const [i, { shape, size, least, most }] of inside.layers.entries()) {
      expect(size).toBe(shape.reduce((product, length) => product * length, 1));
      // ReLU is at least 0, tanh in [−1, 1]; a smaller picture has no activation yet.
      const { activation } = layers[i] ?? {};
      if (activation !== 'none') {
        expect(least).toBeGreaterThanOrEqual(activation === 'relu' ? 0 : -1);
      }
      expect(most).toBeGreaterThan(0);
    }
    expect(inside.layers.at(-1)?.shape).toEqual([3, resolution, resolution]);
    await closeProfiles(browser);
  });
});

test('the view shows the D(x) of the discriminator for the face, for portraits, and for the next face', async () => {
  const { id, tag, resolution, discriminator } = await defaultManifest();
  if (discriminator === undefined) {
    throw new Error(`${id} was published without a discriminator`);
  }
  const file = await fetch(urlOf(`/models/${id}/${discriminator.file}`));
  const discriminate = openDiscriminator(discriminator, await file.arrayBuffer(), resolution);
  const browser = await openBrowser('wasm');
  const { page, problems } = await visitReady(
    await newVisitor(browser),
    `/f/${encodeFace(seedFace(tag, 42))}#inside`,
  );
  const section = page.getByRole('region', { name: 'The discriminator at work' });
  const meter = (of: string): Locator => section.locator('dl > div', { hasText: of });
  const realness = (of: string): Promise<string | null> => meter(of).locator('dd').textContent();
  // Two pictures may have the same two decimals. The bar shows them all.
  const bar = (of: string): Promise<string | null> =>
    meter(of).locator('.meter > span').getAttribute('style');
  const changed = (of: string, before: string | null): Promise<void> =>
    expect.poll(() => bar(of)).not.toBeOneOf([before, EMPTY_BAR]);

  await section.getByRole('button', { name: 'Show it this face' }).click();
  await section.locator('dl').waitFor();
  const [picture = []] = await generate(page, { seed: 42 });
  const { logit, layers } = discriminate(
    toPlanar(Uint8ClampedArray.from(picture), resolution, { channels: 4 }),
  );
  expect(Number(await realness('of this face'))).toBeCloseTo(1 / (1 + Math.exp(-logit)), 2);
  await expect.poll(() => section.locator('.activation-tiles').count()).toBe(layers.length);
  expect(await realness('of a portrait')).toBe('–');

  await section.getByRole('button', { name: 'Show it a portrait' }).click();
  await changed('of a portrait', EMPTY_BAR);
  const first = await bar('of a portrait');
  await section.getByRole('button', { name: 'Show it a portrait' }).click();
  await changed('of a portrait', first);

  await section.getByRole('button', { name: 'Show it this face' }).click();
  await changed('of this face', EMPTY_BAR);
  const before = await bar('of this face');
  await page.getByRole('button', { name: 'Another face' }).click();
  await changed('of this face', before);

  // Another model's discriminator has not been asked, and one that has none is not.
  for (const model of ['digits-32-c0a562', 'face-64-classes-5851c5']) {
    const other = (await allManifests()).find((each) => each.id === model);
    await page.getByRole('combobox', { name: 'Model' }).selectOption(model);
    await expect
      .poll(() => page.locator('.generator-layers .shape').allTextContents())
      .toEqual(expect.arrayContaining(other?.layers.map(({ shape }) => shape.join(' × ')) ?? []));
    await expect.poll(() => section.count()).toBe(other?.discriminator === undefined ? 0 : 1);
    expect(await section.locator('dl, .activation-tiles').count()).toBe(0);
  }
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(problems).toEqual([]);
  await closeProfiles(browser);
});

test('activations are painted anew when the colour scheme changes while the view is open', async () => {
  const { tag } = await defaultManifest();
  const browser = await openBrowser('wasm');
  const visitor = await newVisitor(browser, { colorScheme: 'light' });
  const { page } = await visitReady(visitor, `/f/${encodeFace(seedFace(tag, 42))}#inside`);
  await page.locator('.generated-picture').waitFor();
  const lightness = (selector: string): Promise<number> =>
    page.locator(selector).evaluateAll((all) => {
      // A channel may be zero all over, so that nothing of it is painted.
      const inked = all
        .filter((canvas) => canvas instanceof HTMLCanvasElement)
        .flatMap((canvas) => {
          const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          return Array.from(data).filter((_, i) => i % 4 === 0 && (data[i + 3] ?? 0) > 20);
        });
      return inked.reduce((sum, red) => sum + red, 0) / inked.length;
    });
  const canvases = ['.activation-tiles', '.enlarged-channel canvas'];
  for (const canvas of canvases) {
    // Ink on paper.
    await expect.poll(() => lightness(canvas)).toBeLessThan(128);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const canvas of canvases) {
    await expect.poll(() => lightness(canvas)).toBeGreaterThan(128);
  }
  await closeProfiles(browser);
});
