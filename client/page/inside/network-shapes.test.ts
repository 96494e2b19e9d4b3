import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseManifest } from '../../../latent/model/manifest.ts';
import { discriminatorShapes, networkShapes } from './network-shapes.ts';

const MODELS = join(import.meta.dirname, '..', '..', '..', 'models');

function manifestOf(id: string) {
  return parseManifest(JSON.parse(readFileSync(join(MODELS, id, 'manifest.json'), 'utf8')));
}

test('at each resolution, both networks have the shapes that they were trained with', () => {
  const shapes = networkShapes(manifestOf('face-128-cd5a80'));
  expect(shapes.map(({ side }) => side)).toEqual([4, 8, 16, 32, 64, 128]);
  expect(shapes.map(({ generator }) => generator?.[0])).toEqual([256, 256, 128, 64, 32, 3]);
  expect(shapes.map(({ discriminator }) => discriminator?.[0])).toEqual([256, 192, 96, 48, 24, 3]);
});

test('the channels of the discriminator double up to the limit of the recipe', () => {
  const manifest = manifestOf('first-64-ebcae8');
  expect(discriminatorShapes(manifest).map(([channels]) => channels)).toEqual([3, 48, 96, 192, 384]);
  const { training } = manifest;
  if (training === undefined) {
    throw new Error('first-64 has a recipe');
  }
  const channelsWith = (limits: Record<string, number>) =>
    discriminatorShapes({
      ...manifest,
      training: { ...training, recipe: { ...training.recipe, ...limits } },
    }).map(([channels]) => channels);
  expect(channelsWith({ channelLimit: 100 })).toEqual([3, 48, 96, 100, 100]);
  expect(channelsWith({ channelLimit: 100, discriminatorLimit: 200 })).toEqual([3, 48, 96, 192, 200]);
  expect(channelsWith({ channelLimit: 100, discriminatorLimit: 0 })).toEqual([3, 48, 96, 100, 100]);
});

test('the shapes of a published discriminator come from its manifest', () => {
  const conv = { operator: 'Conv', kernel: 4, stride: 2, padding: 1, activation: 'leakyRelu' } as const;
  const layers = [16, 8, 4].map((side, i) => ({
    ...conv,
    name: `down${i}`,
    shape: [7 + i, side, side] as [number, number, number],
  }));
  const logit = { ...conv, name: 'logit', shape: [1, 1, 1] as [number, number, number] };
  const discriminator = { file: 'd', slope: 0.2, showsPictures: false, layers: [...layers, logit] };
  const manifest = { ...manifestOf('first-64-ebcae8'), resolution: 32, discriminator };
  expect(discriminatorShapes(manifest)).toEqual([
    [3, 32, 32],
    [7, 16, 16],
    [8, 8, 8],
    [9, 4, 4],
  ]);
});

test('without a recipe the shapes of the discriminator are unknown', () => {
  const { training: _, ...manifest } = manifestOf('first-64-ebcae8');
  expect(networkShapes(manifest).map(({ discriminator }) => discriminator)).toEqual(Array(5).fill(null));
});
