import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fillNormal } from '../../../latent/seed/seed.ts';
import { openDataLoader } from '../../data/data-loader.ts';
import { laplacianPyramid, pyramidSides } from './laplacian-pyramid.ts';
import { collectPatches, type LevelPatches, PATCH_SIZE } from './patches.ts';
import { slicedWasserstein } from './sliced-wasserstein.ts';

const SIDE = 32;
const COUNT = 128;
const OPTIONS = { directions: 64 };

let some: Float32Array;
let others: Float32Array;

function patchesOf(images: Float32Array, seed = 1): LevelPatches[] {
  const collector = collectPatches(COUNT, SIDE, { perImage: 32, seed });
  collector.add(images);
  return collector.finish();
}

beforeAll(async () => {
  const portraits = await openDataLoader(join(import.meta.dirname, '../../sample'), {
    side: SIDE,
    batch: COUNT,
    mirror: false,
    seed: 1,
  });
  some = await portraits.batch(0);
  others = await portraits.batch(COUNT);
  await portraits.close();
});

describe('the Laplacian pyramid', () => {
  const ramp = Float32Array.from({ length: 64 * 64 }, (_, i) => (i % 64) + 2 * Math.floor(i / 64));

  it('halves the side down to 16, and refuses sides where that is not possible', () => {
    expect(pyramidSides(128)).toEqual([128, 64, 32, 16]);
    expect(laplacianPyramid(ramp, 64).map(({ length }) => length)).toEqual([64 * 64, 32 * 32, 16 * 16]);
    expect(() => pyramidSides(48)).toThrow('a side of 16, 32, 64, …, not 48');
  });

  it('of a flat picture has no detail, and all of its brightness in the smallest level', () => {
    const levels = laplacianPyramid(new Float32Array(64 * 64).fill(0.5), 64);
    for (const detail of levels.slice(0, -1)) {
      expect(Math.max(...detail.map(Math.abs))).toBe(0);
    }
    expect(new Set(levels.at(-1))).toEqual(new Set([0.5]));
  });

  it('of a linear gradient has no detail away from the edges, since the filter is symmetric', () => {
    const [detail] = laplacianPyramid(ramp, 64);
    for (let y = 8; y < 56; y++) {
      for (let x = 8; x < 56; x++) {
        expect(Math.abs(detail?.[y * 64 + x] ?? 1)).toBeLessThan(1e-4);
      }
    }
  });
});

describe('patches', () => {
  it('have mean 0 and deviation 1 in each channel of each level', () => {
    for (const { patches } of patchesOf(some)) {
      for (let c = 0; c < 3; c++) {
        const channel = patches.filter((_, i) => Math.floor((i % PATCH_SIZE) / 49) === c);
        const mean = channel.reduce((sum, value) => sum + value, 0) / channel.length;
        const squares = channel.reduce((sum, value) => sum + value * value, 0) / channel.length;
        // Sums of 200,704 numbers that are rounded to 24 bits.
        expect(Math.abs(mean)).toBeLessThan(1e-5);
        expect(Math.abs(squares - 1)).toBeLessThan(1e-5);
      }
    }
  });

  it('are the same whether pictures are added together or a few at a time', () => {
    const slowly = collectPatches(COUNT, SIDE, { perImage: 32 });
    const size = 3 * SIDE * SIDE;
    for (let i = 0; i < COUNT; i += 16) {
      slowly.add(some.subarray(i * size, (i + 16) * size));
    }
    expect(slowly.finish()).toEqual(patchesOf(some));
  });

  it('are refused where there are more or fewer pictures than announced', () => {
    const collector = collectPatches(COUNT, SIDE);
    expect(() => collector.finish()).toThrow('0 pictures of 128');
    collector.add(some);
    expect(() => collector.add(some)).toThrow('128 more pictures of side 32 after 128');
  });
});

describe('the sliced Wasserstein distance', () => {
  it('of a set to itself is 0, and is symmetric', async () => {
    const [a, b] = [patchesOf(some), patchesOf(others)];
    expect((await slicedWasserstein(a, a, OPTIONS)).mean).toBe(0);
    expect(await slicedWasserstein(a, b, OPTIONS)).toEqual(await slicedWasserstein(b, a, OPTIONS));
  });

  it('is the same for the same seed, and about the same for another', async () => {
    const distance = async (seed: number): Promise<number> =>
      (await slicedWasserstein(patchesOf(some, seed), patchesOf(others, seed), { ...OPTIONS, seed })).mean;
    const first = await distance(1);
    const second = await distance(2);
    expect(await distance(1)).toBe(first);
    expect(second).not.toBe(first);
    expect(second / first).toBeGreaterThan(0.5);
    expect(second / first).toBeLessThan(2);
  });

  it('is small between portraits and portraits, and large between portraits and noise, at every level', async () => {
    const noise = fillNormal(new Float32Array(some.length), 7, 0).map((value) => Math.tanh(value));
    const real = await slicedWasserstein(patchesOf(some), patchesOf(others), OPTIONS);
    const far = await slicedWasserstein(patchesOf(some), patchesOf(noise), OPTIONS);
    expect(real.levels.map(({ side }) => side)).toEqual([32, 16]);
    real.levels.forEach(({ distance }, i) => {
      expect(far.levels[i]?.distance).toBeGreaterThan(3 * distance);
    });
  });

  it('grows with the distortion of the pictures', async () => {
    const reference = patchesOf(others);
    const grain = fillNormal(new Float32Array(some.length), 7, 0);
    const distances: number[] = [];
    for (const strength of [0, 0.05, 0.1, 0.2, 0.4]) {
      const damaged = some.map((value, i) => value + strength * (grain[i] ?? 0));
      distances.push((await slicedWasserstein(patchesOf(damaged), reference, OPTIONS)).mean);
    }
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });

  it('of shifted normal values equals the closed form, their shift along each direction', async () => {
    // Every patch of b is a's plus s in all 147 numbers, so along v the distance is |s Σv|, and its mean over
    // directions s √(2 · 147 / π) · √(1 / 147) up to the directions' own spread of √((π/2 − 1) / 512) ≈ 3.3 %.
    const patches = fillNormal(new Float32Array(500 * PATCH_SIZE), 3, 0);
    const shifted = patches.map((value) => value + 0.5);
    const { mean } = await slicedWasserstein([{ side: 16, patches }], [{ side: 16, patches: shifted }]);
    const expected = 1000 * 0.5 * Math.sqrt(2 / Math.PI);
    expect(Math.abs(mean / expected - 1)).toBeLessThan(4 * 0.034);
  });

  it('refuses sets of different sizes', async () => {
    const [level] = patchesOf(some);
    if (!level) {
      throw new Error('no level');
    }
    const fewer = { side: level.side, patches: level.patches.subarray(0, 10 * PATCH_SIZE) };
    await expect(slicedWasserstein([level], [fewer])).rejects.toThrow(
      '4096 of side 32 against 10 of side 32',
    );
  });
});
