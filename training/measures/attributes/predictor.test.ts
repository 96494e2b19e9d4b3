import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toPlanar } from '../../../picture/planar.ts';
import { openDataset } from '../../data/dataset.ts';
import { openDecodedPictures } from '../../data/decoded-pictures.ts';
import { sha256 } from '../../publish/models.ts';
import { readAttributeMetadata } from './attribute-metadata.ts';
import { FEATURES, INPUT_SIDE } from './network.ts';
import { attributeIndex, PREDICTED_ATTRIBUTES, targetsOf } from './predicted-attributes.ts';
import {
  ATTRIBUTE_FILE,
  type AttributePredictor,
  averageToNetworkSide,
  openAttributePredictor,
} from './predictor.ts';

const COUNT = 200;
const WIDE = 2 * INPUT_SIDE;
let predictor: AttributePredictor;
/** Portraits of twice the side that the network reads, and their labels. */
const portraits = new Float32Array(COUNT * 3 * WIDE * WIDE);
const targets: (number | undefined)[][] = [];

beforeAll(async () => {
  predictor = await openAttributePredictor();
  const source = await openDataset(join(import.meta.dirname, '../../sample'));
  const pictures = await openDecodedPictures(source, { side: WIDE, crop: 'centre', warn: () => {} });
  const size = 3 * WIDE * WIDE;
  for (let i = 0; i < COUNT; i++) {
    targets.push(targetsOf(await source.labels(i), `picture ${i}`));
    const pixels = await pictures.read(i);
    if (typeof pixels === 'string') {
      throw new Error(pixels);
    }
    toPlanar(pixels, WIDE, { channels: 3 }, portraits.subarray(i * size, (i + 1) * size));
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
  it('is the file that its metadata describes, and has less than 2 MB', async () => {
    const file = await readFile(ATTRIBUTE_FILE);
    const said = await readAttributeMetadata();
    expect(said.sha256).toBe(sha256(file));
    expect(said.attributes.map(({ name }) => name)).toEqual(PREDICTED_ATTRIBUTES.map(({ name }) => name));
    expect(file.length).toBeLessThan(2e6);
  });

  it('predicts glasses, gender, pose and light of portraits of twice its input size', async () => {
    const { features, attributes } = await predictor.predict(portraits, WIDE);
    expect(features.length).toBe(COUNT * FEATURES);
    const truth = (name: string): number[] => targets.map((own) => own[attributeIndex(name)] ?? Number.NaN);
    const accuracy = (name: string): number =>
      column(attributes, name).filter((value, i) => value > 0 === (truth(name)[i] ?? 0) > 0.5).length / COUNT;
    expect(accuracy('glasses')).toBeGreaterThan(0.9);
    expect(accuracy('gender')).toBeGreaterThan(0.9);
    const follows = (name: string): number => correlation(column(attributes, name), truth(name));
    expect(follows('turn')).toBeGreaterThan(0.95);
    expect(follows('light')).toBeGreaterThan(0.9);
    expect(follows('smile')).toBeGreaterThan(0.8);
    expect(follows('age')).toBeGreaterThan(0.8);
  });

  it('predicts the opposite pose for a mirrored portrait, and otherwise the same', async () => {
    const mirrored = portraits.map((_, i) => portraits[i - (i % WIDE) + (WIDE - 1 - (i % WIDE))] ?? 0);
    const [plain, turned] = [
      await predictor.predict(portraits, WIDE),
      await predictor.predict(mirrored, WIDE),
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

describe('averaging to the input size of the network', () => {
  it('gives the mean of each square of pixels', () => {
    const image = Float32Array.from(
      { length: 3 * WIDE * WIDE },
      (_, i) => (i % 2) + 10 * (Math.floor(i / WIDE) % 2),
    );
    expect(new Set(averageToNetworkSide(image, WIDE))).toEqual(new Set([5.5]));
  });

  it('refuses a side that is not a multiple of 64', () => {
    expect(() => averageToNetworkSide(new Float32Array(3 * 32 * 32), 32)).toThrow(
      'side 64 or a multiple, not 32',
    );
  });
});
