import { BACKENDS } from '@dareka/engine';
import { describe, expect, test } from 'vitest';
import { drawnWall, launch, visitReady } from './browser.ts';
import { generate } from './pictures.ts';
import { defaultManifest } from './published.ts';

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
    expect([inside.picture]).toEqual(await generate(page, { seed: 42 }));
    expect(inside.z).toBe(latentSize);
    expect(inside.layers.map(({ name, shape }) => ({ name, shape }))).toEqual(
      layers.map(({ name, shape }) => ({ name, shape })),
    );
    for (const [i, { shape, size, least, most }] of inside.layers.entries()) {
      expect(size).toBe(shape.reduce((product, length) => product * length, 1));
      // After its activation: rectified, the picture in [−1, 1], or a smaller picture that tanh has yet to bound.
      const { activation } = layers[i] ?? {};
      if (activation !== 'none') expect(least).toBeGreaterThanOrEqual(activation === 'relu' ? 0 : -1);
      expect(most).toBeGreaterThan(0);
    }
    expect(inside.layers.at(-1)?.shape).toEqual([3, resolution, resolution]);
    await browser.close();
  });
});
