import { describe, expect, it } from 'vitest';
import {
  addVectors,
  decodeDirections,
  encodeDirections,
  meanVector,
  moveAlong,
  subtractVectors,
} from './directions.ts';
import { latentFromSeed } from './seed/seed.ts';

const a = Float32Array.of(1, 2, 3);
const b = Float32Array.of(0.5, -2, 4);

describe('directions', () => {
  it('are the rows of a file', () => {
    const file = encodeDirections([a, b]).buffer;
    expect(new Float32Array(file)).toEqual(Float32Array.of(...a, ...b));
    expect(decodeDirections(file, 3)).toEqual([a, b]);
    expect(decodeDirections(new ArrayBuffer(0), 3)).toEqual([]);
    expect(() => decodeDirections(file, 4)).toThrow('expected f32 [directions, 4], got 24 bytes');
  });

  it('are applied by an amount, to a new vector', () => {
    expect(moveAlong(a, b, -2)).toEqual(Float32Array.of(0, 6, -5));
    expect(a).toEqual(Float32Array.of(1, 2, 3));
  });

  it('are rounded once', () => {
    // The product alone would round to 1 in f32, and the sum to 0.
    const almostOne = Float32Array.of(1 + 2 ** -23);
    expect(moveAlong(Float32Array.of(-1), almostOne, 1 - 2 ** -23)).toEqual(Float32Array.of(-(2 ** -46)));
  });

  it('are added and subtracted: smiling woman − neutral woman + neutral man', () => {
    const [smilingWoman, woman, man] = [a, b, Float32Array.of(1, 1, 1)];
    expect(addVectors(subtractVectors(smilingWoman, woman), man)).toEqual(Float32Array.of(1.5, 5, 0));
  });

  it('refuse vectors of different lengths', () => {
    const message = 'expected latent vectors of the same length, got 3 and 2 dimensions';
    for (const operation of [addVectors, subtractVectors]) {
      expect(() => operation(a, new Float32Array(2))).toThrow(new RangeError(message));
    }
    expect(() => moveAlong(a, new Float32Array(2), 1)).toThrow(new RangeError(message));
    expect(() => meanVector([a, new Float32Array(2)])).toThrow(new RangeError(message));
  });
});

describe('the mean of exemplars', () => {
  it('is the mean of each dimension', () => {
    expect(meanVector([a, b, Float32Array.of(0, 0, -1)])).toEqual(Float32Array.of(0.5, 0, 2));
    expect(meanVector([a])).toEqual(a);
  });

  it('of n latent vectors has a length near √(d / n), shorter than theirs', () => {
    const d = 10_000;
    const exemplars = [0, 1, 2].map((seed) => latentFromSeed(seed, d));
    const length = Math.hypot(...meanVector(exemplars));
    // The length of a standard normal vector has a standard deviation of about √½, here divided by √3.
    expect(Math.abs(length - Math.sqrt(d / 3))).toBeLessThan(5 * Math.sqrt(1 / 6));
  });

  it('refuses an empty list', () => {
    expect(() => meanVector([])).toThrow(new RangeError('expected at least one latent vector'));
  });
});
