import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Manifest, parseManifest } from '../latent/model/manifest.ts';
import { planOf, sideFor, UndrawableError } from './plan.ts';

const MODELS = join(import.meta.dirname, '..', 'models');

type Layer = Manifest['layers'][number];

const first: Layer = {
  name: 'first',
  operator: 'ConvTranspose',
  kernel: 4,
  stride: 1,
  padding: 0,
  activation: 'relu',
  shape: [16, 4, 4],
};
const doubling = { ...first, stride: 2, padding: 1 } as const;
const hidden: Layer = { ...doubling, name: 'hidden', shape: [8, 8, 8] };
const small: Layer = { ...doubling, name: 'small', activation: 'none', shape: [3, 16, 16] };
const next: Layer = { ...doubling, name: 'next', shape: [8, 16, 16] };
const last: Layer = { ...doubling, name: 'last', activation: 'tanh', shape: [3, 32, 32] };

async function published(): Promise<Manifest[]> {
  const folders = (await readdir(MODELS, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  return Promise.all(
    folders.map(async ({ name }) =>
      parseManifest(JSON.parse(await readFile(join(MODELS, name, 'manifest.json'), 'utf8'))),
    ),
  );
}

/** Some published model with other layers. */
async function anyPublished(): Promise<Manifest> {
  const [template] = await published();
  if (template === undefined) {
    throw new Error('no model is published');
  }
  return template;
}

const template = await anyPublished();

function withLayers(...layers: Layer[]): Manifest {
  return { ...template, resolution: 32, layers };
}

describe('a plan', () => {
  test('distinguishes hidden layers from RGB images', () => {
    const kinds = planOf(withLayers(first, hidden, small, next, last)).map(({ kind }) => kind);
    expect(kinds).toEqual(['project', 'upsample', 'toRgb', 'upsample', 'toRgb']);
  });

  test('can be made for every published model that has weights for the edge', async () => {
    for (const manifest of await published()) {
      const forTheEdge = manifest.files.some(({ role }) => role === 'weights');
      if (forTheEdge) {
        expect(planOf(manifest)).toHaveLength(manifest.layers.length);
      }
    }
  });

  test.each<[string, Layer[], string]>([
    ['no layers', [], 'do not end in an image'],
    ['a convolution', [first, { ...hidden, operator: 'Conv' }], 'hidden is a Conv'],
    ['another kernel', [first, { ...hidden, kernel: 6 }], 'hidden does not double the side 4'],
    ['a first layer that pads', [{ ...first, padding: 1 }], 'first does not project z'],
    ['a side that is no multiple of 4', [{ ...first, kernel: 6, shape: [16, 6, 6] }], 'has the side 6'],
    ['a leaky activation', [first, { ...hidden, activation: 'leakyRelu' }], 'hidden is neither'],
    ['an image that is not square', [first, { ...hidden, shape: [8, 8, 16] }], 'is 8 × 16, not square'],
    [
      'images with a size left out',
      [
        first,
        hidden,
        { ...small, shape: [3, 16, 16] },
        next,
        { ...next, name: 'more', shape: [8, 32, 32] },
        { ...last, shape: [3, 64, 64] },
      ],
      'last is an image of side 64, but the image before has side 16',
    ],
    ['no tanh at the end', [first, hidden, next, { ...last, activation: 'none' }], 'last is neither'],
    ['a hidden end', [first, hidden], 'do not end in an image'],
  ])('is refused for %s', (_, layers, message) => {
    expect(() => planOf(withLayers(...layers))).toThrow(UndrawableError);
    expect(() => planOf(withLayers(...layers))).toThrow(message);
  });
});

describe('the side to draw at', () => {
  const side = (channels: number, of: number, like: Layer): Layer => ({
    ...like,
    name: `${like.name}${of}`,
    shape: [channels, of, of],
  });
  const images = [32, 64, 128].flatMap((of) => [side(3, of, small), side(4, of, next)]);
  const skips = { resolution: 256, layers: [first, hidden, small, next, ...images, side(3, 256, last)] };

  test.each([
    [0, 128],
    [64, 128],
    [128, 128],
    [129, 256],
    [256, 256],
    [600, 256],
  ])('for %i pixels is %i in a skip generator of 256', (size, wanted) => {
    expect(sideFor(skips, size)).toBe(wanted);
  });

  test('is the resolution where a generator has no smaller image, or one that the kernel does not know', () => {
    const [firstLayer = first, ...others] = skips.layers;
    const unlike: Layer = { ...firstLayer, activation: 'leakyRelu' };
    expect(sideFor({ ...skips, layers: [unlike, ...others] }, 100)).toBe(256);
    const single = skips.layers.filter(({ name }) => !name.startsWith('small'));
    expect(sideFor({ ...skips, layers: single }, 100)).toBe(256);
    expect(sideFor(withLayers(first, hidden, small, next, last), 16)).toBe(32);
  });
});
