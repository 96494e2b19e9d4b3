import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toPlanar } from '../../../picture/planar.ts';
import { openDataset } from '../../data/dataset.ts';
import { openDecodedPictures } from '../../data/decoded-pictures.ts';
import { sha256 } from '../../publish/models.ts';
import { resizeByInteger } from '../resize-by-integer.ts';
import { FEATURES, INPUT_SIDE } from './network.ts';
import { NETWORK_VERSIONS, readNetwork, readNetworkMetadata } from './networks.ts';
import {
  attributeIndex,
  LEARNED_ATTRIBUTES,
  PREDICTED_ATTRIBUTES,
  targetsOf,
} from './predicted-attributes.ts';
import { type AttributePredictor, openAttributePredictor } from './predictor.ts';

const COUNT = 200;
const SIDE = INPUT_SIDE;
let predictor: AttributePredictor;
/** Portraits of the side that the network reads, and their labels. */
const portraits = new Float32Array(COUNT * 3 * SIDE * SIDE);
const targets: (number | undefined)[][] = [];

beforeAll(async () => {
  predictor = await openAttributePredictor();
  const source = await openDataset(join(import.meta.dirname, '../../sample'));
  const pictures = await openDecodedPictures(source, { side: SIDE, crop: 'centre', warn: () => {} });
  const size = 3 * SIDE * SIDE;
  for (let i = 0; i < COUNT; i++) {
    targets.push(targetsOf(await source.labels(i), `picture ${i}`));
    const pixels = await pictures.read(i);
    if (typeof pixels === 'string') {
      throw new Error(pixels);
    }
    toPlanar(pixels, SIDE, { channels: 3 }, portraits.subarray(i * size, (i + 1) * size));
  }
  await pictures.close();
  await source.close();
});
afterAll(() => predictor.release());

function column(readings: Float32Array, name: string): number[] {
  const k = attributeIndex(name);
  return Array.from({ length: COUNT }, (_, i) => readings[i * PREDICTED_ATTRIBUTES.length + k] ?? Number.NaN);
}
function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = (p: readonly number[], mp: number, q: readonly number[], mq: number): number =>
    p.reduce((sum, x, i) => sum + (x - mp) * ((q[i] ?? 0) - mq), 0);
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}

describe('the attribute network', () => {
  it.each(NETWORK_VERSIONS)(
    '%s is the file that its metadata describes, and has less than 1 MB',
    async (version) => {
      const file = await readNetwork(version);
      const { sha256: expected, attributes } = await readNetworkMetadata(version);
      expect(expected).toBe(sha256(file));
      const names = LEARNED_ATTRIBUTES.map(({ name }) => name);
      expect(attributes.map(({ name }) => name)).toEqual(names.slice(0, attributes.length));
      expect(file.length).toBeLessThan(1e6);
    },
  );

  it('of an earlier version predicts NaN for attributes that it never learned', async () => {
    const earlier = await openAttributePredictor('attributes-1', LEARNED_ATTRIBUTES.length);
    const { attributes } = await earlier.predict(portraits.subarray(0, 3 * SIDE * SIDE), SIDE);
    await earlier.release();
    const place = (name: string): number =>
      LEARNED_ATTRIBUTES.findIndex((attribute) => attribute.name === name);
    expect(attributes[place('hat')]).toBeNaN();
    expect(attributes[place('background')]).not.toBeNaN();
  });

  it('predicts glasses, gender, pose and light of portraits', async () => {
    const { features, attributes } = await predictor.predict(portraits, SIDE);
    expect(features.length).toBe(COUNT * FEATURES);
    const truth = (name: string): number[] => targets.map((own) => own[attributeIndex(name)] ?? Number.NaN);
    const accuracy = (name: string): number =>
      column(attributes, name).filter((value, i) => value > 0 === (truth(name)[i] ?? 0) > 0.5).length / COUNT;
    expect(accuracy('glasses')).toBeGreaterThan(0.9);
    expect(accuracy('gender')).toBeGreaterThan(0.9);
    const follows = (name: string): number => correlation(column(attributes, name), truth(name));
    expect(follows('turn')).toBeGreaterThan(0.95);
    // Light of environment maps has no single direction.
    expect(follows('light')).toBeGreaterThan(0.7);
    expect(follows('smile')).toBeGreaterThan(0.8);
    expect(follows('age')).toBeGreaterThan(0.8);
  });

  it('predicts the opposite pose for a mirrored portrait, and otherwise the same', async () => {
    const mirrored = portraits.map((_, i) => portraits[i - (i % SIDE) + (SIDE - 1 - (i % SIDE))] ?? 0);
    const [plain, turned] = [
      await predictor.predict(portraits, SIDE),
      await predictor.predict(mirrored, SIDE),
    ];
    for (const name of ['turn', 'tilt', 'light']) {
      expect(correlation(column(plain.attributes, name), column(turned.attributes, name))).toBeLessThan(-0.9);
    }
    for (const name of ['age', 'smile', 'skin tone']) {
      expect(correlation(column(plain.attributes, name), column(turned.attributes, name))).toBeGreaterThan(
        0.9,
      );
    }
  });
});

describe('pictures of another side', () => {
  it('have similar predictions at half the resolution', async () => {
    const half = resizeByInteger(portraits, SIDE, SIDE / 2);
    const [fine, coarse] = [
      await predictor.predict(portraits, SIDE),
      await predictor.predict(half, SIDE / 2),
    ];
    for (const name of ['gender', 'turn', 'age', 'light']) {
      expect(correlation(column(fine.attributes, name), column(coarse.attributes, name))).toBeGreaterThan(
        0.9,
      );
    }
  });

  it('are refused where neither side divides the other', async () => {
    await expect(predictor.predict(new Float32Array(3 * 96 * 96), 96)).rejects.toThrow(
      'pictures of side 96 cannot be brought to',
    );
  });
});
