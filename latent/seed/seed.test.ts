import { describe, expect, it, vi } from 'vitest';
import { referenceDistribution } from '../testing/reference.ts';
import { fillNormal, isSeed, latentFromSeed, latentsFromSeeds, MAX_SEED } from './seed.ts';

vi.setConfig({ testTimeout: 60_000 });

const COUNT = 1_000_000;

/**
 * How far a statistic may be from its expectation, in its own standard errors. A normal one is further away with a
 * probability of 5.7e-7; and the seeds are fixed, so that a test which has passed once passes always.
 */
const STANDARD_ERRORS = 5;

/** Where the Kolmogorov distribution, about 2 e^(−2k²) far out, leaves that same probability. */
const KOLMOGOROV_QUANTILE = Math.sqrt(Math.log(2 / 5.7e-7) / 2);

function averageOf(values: Float32Array, f: (value: number, i: number) => number): number {
  return values.reduce((sum, value, i) => sum + f(value, i), 0) / values.length;
}

/** The largest distance between the distribution of the values and the normal one. */
function kolmogorovSmirnov(values: Float32Array): number {
  return values.toSorted().reduce((largest, value, i) => {
    const expected = referenceDistribution(value);
    return Math.max(largest, expected - i / values.length, (i + 1) / values.length - expected);
  }, 0);
}

const samples: [string, Float32Array][] = [
  ['one long sequence', latentFromSeed(20261, COUNT)],
  ['another stream', fillNormal(new Float32Array(COUNT), 20261, 2 ** 32 - 1)],
  ['the latent vectors of ten thousand seeds', latentsFromSeeds(0, COUNT / 100, 100)],
];

describe.each(samples)('a million values: %s', (_, values) => {
  const mean = averageOf(values, (x) => x);
  const variance = averageOf(values, (x) => (x - mean) ** 2);

  // Of n standard normal values the mean has the standard error √(1/n), the variance √(2/n), the skewness √(6/n)
  // and the kurtosis √(24/n), up to terms of 1/n. (Kendall and Stuart, The Advanced Theory of Statistics, vol. 1.)
  const bound = (numerator: number) => STANDARD_ERRORS * Math.sqrt(numerator / COUNT);

  it('has mean 0', () => expect(Math.abs(mean)).toBeLessThan(bound(1)));

  it('has variance 1', () => expect(Math.abs(variance - 1)).toBeLessThan(bound(2)));

  it('has skewness 0', () => {
    const skewness = averageOf(values, (x) => (x - mean) ** 3) / variance ** 1.5;
    expect(Math.abs(skewness)).toBeLessThan(bound(6));
  });

  it('has kurtosis 3', () => {
    const kurtosis = averageOf(values, (x) => (x - mean) ** 4) / variance ** 2;
    expect(Math.abs(kurtosis - 3)).toBeLessThan(bound(24));
  });

  it('is normally distributed, by Kolmogorov and Smirnov', () => {
    expect(kolmogorovSmirnov(values)).toBeLessThan(KOLMOGOROV_QUANTILE / Math.sqrt(COUNT));
  });

  // The correlation of independent values has the standard error √(1/n).
  it.each([1, 2, 3, 4, 100])('has no correlation between values %i apart', (lag) => {
    const products = averageOf(values, (x, i) => x * (values[(i + lag) % COUNT] ?? 0));
    expect(Math.abs(products)).toBeLessThan(bound(1));
  });
});

it('has no correlation between two streams of a seed, nor between seeds that share their low or high half', () => {
  const of = (seed: number, stream = 0) => fillNormal(new Float32Array(COUNT), seed, stream);
  const first = of(7);
  for (const other of [of(7, 1), of(8), of(7 + 2 ** 32)]) {
    const product = averageOf(first, (x, i) => x * (other[i] ?? 0));
    expect(Math.abs(product)).toBeLessThan(STANDARD_ERRORS / Math.sqrt(COUNT));
  }
});

describe('latentFromSeed', () => {
  it('gives the same z for the same seed, and a shorter z is the beginning of a longer one', () => {
    const z = latentFromSeed(42, 100);
    expect(z).toHaveLength(100);
    expect(latentFromSeed(42, 100)).toEqual(z);
    for (const size of [1, 2, 3, 4, 5, 7, 99]) {
      expect(latentFromSeed(42, size)).toEqual(z.subarray(0, size));
    }
  });

  it('gives another z for every seed, also where seeds differ in their upper half alone', () => {
    const seeds = [0, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 33, 2 ** 52, MAX_SEED - 1, MAX_SEED];
    expect(new Set(seeds.map((seed) => latentFromSeed(seed, 4).join())).size).toBe(seeds.length);
  });

  it.each([-1, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])('refuses the seed %d', (seed) => {
    expect(isSeed(seed)).toBe(false);
    expect(() => latentFromSeed(seed, 100)).toThrow(RangeError);
    expect(() => latentFromSeed(seed, 100)).toThrow(`not ${seed}`);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the size %d', (size) => {
    expect(() => latentFromSeed(0, size)).toThrow(RangeError);
  });
});

it('latentsFromSeeds gives the z of consecutive seeds one after the other, truncated', () => {
  const one = (seed: number): number[] => Array.from(latentFromSeed(seed, 5), (value) => value / 2);
  expect(latentsFromSeeds(7, 3, 5, 0.5)).toEqual(Float32Array.from([7, 8, 9].flatMap(one)));
  expect(latentsFromSeeds(7, 1, 5)).toEqual(latentFromSeed(7, 5));
  expect(() => latentsFromSeeds(-1, 2, 5)).toThrow(RangeError);
});

describe('fillNormal', () => {
  it('is the latent vector of the seed in stream 0, and another sequence in every other stream', () => {
    const streams = [0, 1, 2 ** 31, 2 ** 32 - 1].map((stream) => fillNormal(new Float32Array(7), 42, stream));
    expect(streams[0]).toEqual(latentFromSeed(42, 7));
    expect(new Set(streams.map((values) => values.join())).size).toBe(streams.length);
  });

  it('fills and returns the array it is given', () => {
    const out = new Float32Array(6);
    expect(fillNormal(out, 1, 2)).toBe(out);
    expect(out).toEqual(fillNormal(new Float32Array(6), 1, 2));
    expect(fillNormal(new Float32Array(0), 1, 2)).toHaveLength(0);
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses the stream %d', (stream) => {
    expect(() => fillNormal(new Float32Array(4), 0, stream)).toThrow(RangeError);
  });
});
