import { expect, test } from 'vitest';
import { latentFromFace, seedFace } from '../../../latent/face.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { latentFromSeed } from '../../../latent/seed/seed.ts';
import { dot, norm } from '../../../latent/vector.ts';
import type { PageModel } from '../models/page-model.ts';
import { filteredFace, formatFilter, parseFilter } from './filter.ts';

const SIZE = 20;
const TRUNCATION = 0.9;
/** Edits are rounded to 1/32; the errors of two edits add up, at most by the dot product of the unit vectors. */
const GRID = 2 / 64;

function unit(seed: number): Float32Array {
  const vector = latentFromSeed(seed, SIZE);
  return vector.map((value) => value / norm(vector));
}

const directions = [unit(1), unit(2), unit(3)];
const named = ['smile', 'hair length', 'age'].map((name) => ({ name, range: [-2, 3], measured: {} }));
const model = {
  manifest: {
    tag: '00aa11',
    latentSize: SIZE,
    prior: { truncation: TRUNCATION },
    directions: named,
  } as unknown as Manifest,
  tag: '00aa11',
  latentSize: SIZE,
  truncation: TRUNCATION,
  typical: null,
  directions,
  fileUrl: () => null,
} satisfies PageModel;

test('a filtered face is where the words of its traits put it, even if the directions are not orthogonal', () => {
  const filter = parseFilter('smile+.hair-length-', model);
  expect(filter).toEqual([
    { direction: 0, sign: 1 },
    { direction: 1, sign: -1 },
  ]);
  for (const seed of [5, 6, 7]) {
    const z = latentFromFace(filteredFace(seed, filter, model), model);
    expect(Math.abs(dot(z, directions[0] ?? []) - 0.9 * 3)).toBeLessThan(GRID);
    expect(Math.abs(dot(z, directions[1] ?? []) + 0.9 * 2)).toBeLessThan(GRID);
  }
});

test('without a filter a face has no edits', () => {
  expect(filteredFace(5, [], model)).toEqual(seedFace(model.tag, 5));
});

test('a filter of directions in any script is read back from the hash of an address', () => {
  const directions = ['髪の色', '肌の色', 'Größe'].map((name) => ({ name, range: [-2, 2], measured: {} }));
  const other = { manifest: { ...model.manifest, directions } as unknown as Manifest };
  const filter = [
    { direction: 1, sign: 1 },
    { direction: 2, sign: -1 },
  ] as const;
  const { hash } = new URL(`https://dareka.invalid/#${formatFilter(filter, other)}`);
  expect(parseFilter(hash.slice(1), other)).toEqual(filter);
});

test('a filter is read back from the address, without directions that the model does not have', () => {
  const filter = formatFilter(parseFilter('age-.smile+.beard+', model), model);
  expect(filter).toBe('smile+.age-');
  expect(parseFilter(filter, model)).toEqual(parseFilter('age-.smile+', model));
  expect(formatFilter(parseFilter('', model), model)).toBe('');
});
