import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillNormal } from '../../../latent/seed/seed.ts';
import { type DistanceComputer, kthSmallest, openDistances } from './distances.ts';
import { compareManifolds, radiiOf } from './manifold.ts';

const SIZE = 8;
let distances: DistanceComputer;
beforeAll(async () => {
  distances = await openDistances(SIZE);
});
afterAll(() => distances.release());

function crowd(seed: number, count: number, shift = 0, factor = 1): Float32Array {
  return fillNormal(new Float32Array(count * SIZE), seed, 0).map((value) => shift + factor * value);
}
async function compared(real: Float32Array, fake: Float32Array) {
  return compareManifolds(distances, real, await radiiOf(distances, real, real.length / SIZE), fake);
}

describe('distances', () => {
  it('equal those computed directly, also for more vectors than one matrix product takes', async () => {
    const [from, to] = [crowd(1, 300), crowd(2, 2100)];
    const rows: number[] = [];
    await distances.each(from, to, (row, squared) => {
      rows.push(row);
      expect(squared.length).toBe(2100);
      for (const column of [0, 2047, 2048, 2099]) {
        let expected = 0;
        for (let i = 0; i < SIZE; i++) {
          expected += ((from[row * SIZE + i] ?? 0) - (to[column * SIZE + i] ?? 0)) ** 2;
        }
        // Sums of eight squares of either side, rounded to 24 bits.
        expect(Math.abs((squared[column] ?? 0) - expected)).toBeLessThan(1e-4);
      }
    });
    expect(rows).toEqual(Array.from({ length: 300 }, (_, i) => i));
  });

  it('give the k-th smallest', () => {
    const values = Float32Array.of(5, 1, 4, 1, 3);
    expect([1, 2, 3, 5].map((k) => kthSmallest(values, k))).toEqual([1, 1, 3, 5]);
    expect(kthSmallest(values, 6)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('precision, recall, density and coverage', () => {
  it('are near 1 for two samples of one distribution', async () => {
    const { precision, recall, density, coverage } = await compared(crowd(1, 1000), crowd(2, 1000));
    // For equal distributions density is 1 and coverage 1 − 1/2⁵ in expectation (Naeem et al., 2020); precision and
    // recall are below 1 because of values at the edge of the distribution.
    expect(Math.abs(density - 1)).toBeLessThan(0.1);
    expect(Math.abs(coverage - (1 - 1 / 32))).toBeLessThan(0.03);
    expect(Math.min(precision, recall)).toBeGreaterThan(0.75);
  });

  it('are 0 where the distributions are far apart', async () => {
    expect(await compared(crowd(1, 200), crowd(2, 200, 100))).toEqual({
      precision: 0,
      recall: 0,
      density: 0,
      coverage: 0,
    });
  });

  it('distinguish a generator that repeats itself from one that leaves the distribution', async () => {
    const repeating = await compared(crowd(1, 500), crowd(2, 500, 0, 0.1));
    expect(repeating.precision).toBeGreaterThan(0.95);
    expect(repeating.recall).toBeLessThan(0.05);
    const straying = await compared(crowd(1, 500), crowd(2, 500, 0, 5));
    expect(straying.precision).toBeLessThan(0.05);
  });
});
