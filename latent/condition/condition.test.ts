import { describe, expect, it } from 'vitest';
import { latentsFromSeeds, seedBlock } from '../seed/seed.ts';
import {
  classIndex,
  classInInput,
  classOfSeed,
  inputFromSeed,
  inputOfClass,
  inputsFromSeeds,
  noiseSize,
} from './condition.ts';

const digits = { condition: { classes: ['1', '2', '7'] } };
const hair = { condition: { classes: ['dark', 'light', '誰か'] } };

describe('a class', () => {
  it('is asked for by its name, or by its number where no class has a number for a name', () => {
    expect(classIndex(digits, '7')).toBe(2);
    expect(classIndex(digits, 1)).toBe(0);
    expect(classIndex(hair, '誰か')).toBe(2);
    expect(['0', '1', 2].map((asked) => classIndex(hair, asked))).toEqual([0, 1, 2]);
  });

  it('that there is not is refused, with a list of those that there are', () => {
    expect(() => classIndex(digits, 0)).toThrow(new RangeError('the model has no class 0; it has 1, 2, 7'));
    for (const asked of ['3', 'Dark', '', '-1', '0.5', -1, 1e9]) {
      expect(() => classIndex(hair, asked)).toThrow(/^the model has no class .*; it has dark, light, 誰か$/);
    }
    expect(() => classIndex({}, '7')).toThrow(new RangeError('the model has no classes'));
  });
});

describe('the class that a seed draws', () => {
  it('is never one of frequency 0', () => {
    const frequencies = [0, 0.5, 0, 0.5, 0];
    const drawn = Array.from({ length: 1000 }, (_, seed) => classOfSeed(seed, frequencies));
    expect(new Set(drawn)).toEqual(new Set([1, 3]));
  });

  it('is the one after a boundary that its number is exactly at', () => {
    const share = seedBlock(42, 1, 0)[0] / 2 ** 32;
    expect(classOfSeed(42, [share, 1 - share])).toBe(1);
    expect(classOfSeed(42, [share + 2 ** -32, 1 - share - 2 ** -32])).toBe(0);
  });

  it('is the last one that has a frequency, where these sum to less than its number', () => {
    const most = Array.from({ length: 100 }, (_, seed) => seed).find(
      (seed) => seedBlock(seed, 1, 0)[0] > 0.9 * 2 ** 32,
    );
    expect(classOfSeed(most ?? 0, [0.4, 0.1, 0])).toBe(1);
  });
});

describe('the class in what a generator takes', () => {
  const model = { latentSize: 4, ...digits };
  it('is that of y, where y is of a single one', () => {
    expect(classInInput(Float32Array.of(1, 0, 1, 0), model)).toBe(1);
    expect(classInInput(Float32Array.of(1, 0, 0, 0), model)).toBeUndefined();
    expect(classInInput(Float32Array.of(1, 0, 1, -0.5), model)).toBeUndefined();
    expect(classInInput(Float32Array.of(1, 0.5, 0, 0.5), model)).toBeUndefined();
    expect(classInInput(Float32Array.of(1, 0, 1, 0), { latentSize: 4 })).toBeUndefined();
  });
});

describe('what a generator takes', () => {
  const condition = { classes: ['a', 'b'], frequencies: [1, 0] };

  it('is z alone without classes', () => {
    const model = { latentSize: 5, truncation: 0.7 };
    expect(noiseSize(model)).toBe(5);
    expect(inputsFromSeeds(3, 4, model)).toEqual(latentsFromSeeds(3, 4, 5, 0.7));
  });

  it('is the same z, and y after it, with classes', () => {
    const model = { latentSize: 7, truncation: 0.7, condition };
    expect(noiseSize(model)).toBe(5);
    const z = latentsFromSeeds(3, 2, 5, 0.7);
    expect(inputsFromSeeds(3, 2, model)).toEqual(
      Float32Array.of(...z.subarray(0, 5), 1, 0, ...z.subarray(5), 1, 0),
    );
    const second = inputFromSeed(4, model, 1);
    expect(second).toEqual(Float32Array.of(...z.subarray(5), 0, 1));
    expect(inputOfClass(second, 0, model)).toEqual(inputFromSeed(4, model, 0));
    expect(second).toEqual(Float32Array.of(...z.subarray(5), 0, 1));
    expect(inputsFromSeeds(3, 2, model, 1)).toEqual(
      Float32Array.of(...z.subarray(0, 5), 0, 1, ...z.subarray(5), 0, 1),
    );
  });
});
