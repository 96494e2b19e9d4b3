import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseManifest } from '../../../latent/manifest.ts';
import { discriminatorShapes, networkShapes } from './network-shapes.ts';

const MODELS = join(import.meta.dirname, '..', '..', '..', 'models');

function manifestOf(id: string) {
  return parseManifest(JSON.parse(readFileSync(join(MODELS, id, 'manifest.json'), 'utf8')));
}

test('beside each size of the generator stands the discriminator that it was trained against', () => {
  const rungs = networkShapes(manifestOf('face-128-cd5a80'));
  expect(rungs.map(({ side }) => side)).toEqual([4, 8, 16, 32, 64, 128]);
  expect(rungs.map(({ generator: up }) => up?.[0])).toEqual([256, 256, 128, 64, 32, 3]);
  expect(rungs.map(({ discriminator: down }) => down?.[0])).toEqual([256, 192, 96, 48, 24, 3]);
});

test('the channels of the discriminator double up to the limit of the recipe', () => {
  const told = manifestOf('first-64-ebcae8');
  expect(discriminatorShapes(told).map(([channels]) => channels)).toEqual([3, 48, 96, 192, 384]);
});

test('a discriminator that is published says its shapes itself', () => {
  const conv = { operator: 'Conv', kernel: 4, stride: 2, padding: 1, activation: 'leakyRelu' } as const;
  const layers = [16, 8, 4].map((side, i) => ({
    ...conv,
    name: `down${i}`,
    shape: [7 + i, side, side] as [number, number, number],
  }));
  const logit = { ...conv, name: 'logit', shape: [1, 1, 1] as [number, number, number] };
  const discriminator = { file: 'd', slope: 0.2, showsPictures: false, layers: [...layers, logit] };
  const told = { ...manifestOf('first-64-ebcae8'), resolution: 32, discriminator };
  expect(discriminatorShapes(told)).toEqual([
    [3, 32, 32],
    [7, 16, 16],
    [8, 8, 8],
    [9, 4, 4],
  ]);
});

test('where the recipe does not say, there is the generator alone', () => {
  const { training: _, ...told } = manifestOf('first-64-ebcae8');
  expect(networkShapes(told).map(({ discriminator: down }) => down)).toEqual(Array(5).fill(null));
});
