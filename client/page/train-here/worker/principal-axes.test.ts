import { describe, expect, test } from 'vitest';
import { latentsFromSeeds } from '../../../../latent/seed/seed.ts';
import { coarsePictures, principalAxes } from './principal-axes.ts';

const SIZE = 6;
const FEATURES = 4;
/** Pictures that change three times as much along dimension 4 as along dimension 1, and darken along that one. */
function picturesOf(latents: Float32Array): Float32Array {
  const n = latents.length / SIZE;
  return Float32Array.from({ length: n * FEATURES }, (_, i) => {
    const z = latents.subarray(SIZE * Math.floor(i / FEATURES));
    const [one = 0, four = 0] = [z[1], z[4]];
    return i % FEATURES < 2 ? 3 * four : -one;
  });
}

describe('principal axes', () => {
  const latents = latentsFromSeeds(1, 4000, SIZE);

  test('are those along which pictures change most, the strongest first, towards brighter ones', () => {
    const [first, second] = principalAxes(latents, SIZE, picturesOf(latents), 2);
    // The sample covariance of 4,000 z strays by some 1/√4000.
    expect(first?.vector[4]).toBeGreaterThan(0.99);
    expect(second?.vector[1]).toBeLessThan(-0.99);
    expect(first?.share).toBeCloseTo(0.9, 1);
    expect(second?.share).toBeCloseTo(0.1, 1);
  });

  test('are none where nothing changes', () => {
    expect(principalAxes(latents, SIZE, new Float32Array(4000 * FEATURES), 2)).toEqual([]);
  });
});

test('a picture is averaged over squares', () => {
  const image = Float32Array.from({ length: 3 * 16 * 16 }, (_, i) => (i % 16 < 2 ? 1 : 0));
  const coarse = coarsePictures(image, 3, 16);
  expect(coarse).toHaveLength(3 * 64);
  expect([...coarse.subarray(0, 3)]).toEqual([1, 0, 0]);
});
