import { BACKENDS } from '@dareka/engine';
import { describe, expect, test } from 'vitest';
import { openDiscriminator } from '../../kernel/discriminator.ts';
import { encodeFace } from '../../latent/code.ts';
import { seedFace } from '../../latent/face.ts';
import { toPlanar } from '../../picture/planar.ts';
import { drawnWall, launch, urlOf, visitReady } from '../browser/browser.ts';
import { generate, maxDifference, TOLERANCE } from '../browser/pictures.ts';
import { defaultManifest } from '../site/published.ts';

describe.each(BACKENDS)('on %s', (backend) => {
  test('inside gives a face with every layer of its model', async () => {
    const browser = await launch(backend);
    // What the service worker fetches to keep is another matter.
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const { page, requests } = await visitReady(context, `/?backend=${backend}`);
    const { layers, resolution, latentSize } = await defaultManifest();
    await drawnWall(page);
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
    expect(requests.slice(asked)).toEqual([]);
    // The view inside is WASM's everywhere.
    const [drawn = []] = await generate(page, { seed: 42 });
    expect(maxDifference(inside.picture, drawn)).toBeLessThanOrEqual(backend === 'wasm' ? 0 : TOLERANCE);
    expect(inside.z).toBe(latentSize);
    expect(inside.layers.map(({ name, shape }) => ({ name, shape }))).toEqual(
      layers.map(({ name, shape }) => ({ name, shape })),
    );
    for (const [i, { shape, size, least, most }] of inside.layers.entries()) {
      expect(size).toBe(shape.reduce((product, length) => product * length, 1));
      // After its activation: rectified, the picture in [−1, 1], or a smaller picture that tanh has yet to bound.
      const { activation } = layers[i] ?? {};
      if (activation !== 'none') {
        expect(least).toBeGreaterThanOrEqual(activation === 'relu' ? 0 : -1);
      }
      expect(most).toBeGreaterThan(0);
    }
    expect(inside.layers.at(-1)?.shape).toEqual([3, resolution, resolution]);
    await browser.close();
  });
});

test('the discriminator says of the face what its weights say, then of portraits, and of the next face', async () => {
  const { id, tag, resolution, discriminator } = await defaultManifest();
  if (discriminator === undefined) {
    throw new Error(`${id} was published without a discriminator`);
  }
  const file = await fetch(urlOf(`/models/${id}/${discriminator.file}`));
  const judge = openDiscriminator(discriminator, await file.arrayBuffer(), resolution);
  const browser = await launch('wasm');
  const { page, problems } = await visitReady(
    await browser.newContext(),
    `/f/${encodeFace(seedFace(tag, 42))}#inside`,
  );
  const section = page.getByRole('region', { name: 'The discriminator at work' });
  const said = (of: string): Promise<string | null> =>
    section.locator('dl > div', { hasText: of }).locator('dd').textContent();
  async function heard(of: string, before: string | null): Promise<string | null> {
    await expect.poll(() => said(of)).not.toBe(before);
    return said(of);
  }

  await section.getByRole('button', { name: 'Show it this face' }).click();
  await section.locator('dl').waitFor();
  const [picture = []] = await generate(page, { seed: 42 });
  const { logit, layers } = judge(toPlanar(Uint8ClampedArray.from(picture), resolution, { channels: 4 }));
  expect(Number(await said('of this face'))).toBeCloseTo(1 / (1 + Math.exp(-logit)), 2);
  await expect.poll(() => section.locator('.activation-tiles').count()).toBe(layers.length);
  expect(await said('of a portrait')).toBe('–');

  await section.getByRole('button', { name: 'Show it a portrait' }).click();
  const first = await heard('of a portrait', '–');
  await section.getByRole('button', { name: 'Show it a portrait' }).click();
  await heard('of a portrait', first);

  await section.getByRole('button', { name: 'Show it this face' }).click();
  const before = await said('of this face');
  await page.getByRole('button', { name: 'Another face' }).click();
  await heard('of this face', before);
  expect(problems).toEqual([]);
  await browser.close();
});
