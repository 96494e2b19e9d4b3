import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDataLoader } from '../../data/data-loader.ts';
import { attributeFile, INPUT_SIDE } from './network.ts';
import { readNetwork } from './networks.ts';
import { LEARNED_ATTRIBUTES } from './predicted-attributes.ts';
import { openAttributePredictor } from './predictor.ts';
import { startFrom } from './start-weights.ts';

const COUNT = 20;

it('a network that grew from one of half the side predicts what that did', async () => {
  const small = await readNetwork('attributes-1');
  const scales = LEARNED_ATTRIBUTES.map(() => ({ mean: 0.5, deviation: 2 }));
  const grown = attributeFile(startFrom(small, 'attributes-1.onnx', scales, 1), scales);
  const data = join(import.meta.dirname, '../../sample');
  const portraits = await openDataLoader(data, { side: INPUT_SIDE, batch: COUNT, mirror: false, seed: 1 });
  const images = await portraits.batch(0);
  await portraits.close();
  const [before, after] = [
    await openAttributePredictor(small, LEARNED_ATTRIBUTES.length),
    await openAttributePredictor(grown, LEARNED_ATTRIBUTES.length),
  ];
  const [was, is] = [await before.predict(images, INPUT_SIDE), await after.predict(images, INPUT_SIDE)];
  await Promise.all([before.release(), after.release()]);
  // Half floats have 11 bits, and a feature is a sum of products of rounded weights.
  is.features.forEach((value, i) => {
    expect(Math.abs(value - (was.features[i] ?? Number.NaN))).toBeLessThan(0.02);
  });
  is.attributes.forEach((value, i) => {
    const expected = was.attributes[i] ?? Number.NaN;
    if (!Number.isNaN(expected)) {
      expect(Math.abs(value - expected)).toBeLessThan(0.005 * (10 + Math.abs(expected)));
    }
  });
  expect(is.attributes.filter((_, i) => Number.isNaN(was.attributes[i]))).toEqual(
    new Float32Array(2 * COUNT).fill(0.5),
  );
});
