import { describe, expect, it } from 'vitest';
import { createEpochOrder, permutation } from './epoch-order.ts';

const COUNT = 1000;

describe('the order of a run', () => {
  it('has every picture once per epoch', () => {
    expect([...permutation(COUNT, 1, 0)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: COUNT }, (_, i) => i),
    );
  });

  it('differs from epoch to epoch and from seed to seed', () => {
    const first = permutation(COUNT, 1, 0);
    for (const other of [permutation(COUNT, 1, 1), permutation(COUNT, 2, 0)]) {
      const same = other.filter((index, i) => index === first[i]).length;
      // A random permutation keeps one place on average; ten would be a chance of 1e-7.
      expect(same).toBeLessThan(10);
    }
  });

  it('can be read from any position', () => {
    const straight = createEpochOrder(COUNT, 5);
    const all = Array.from({ length: 2 * COUNT + 10 }, (_, position) => straight(position));
    for (const position of [2 * COUNT + 9, 3, COUNT, COUNT - 1]) {
      expect(createEpochOrder(COUNT, 5)(position)).toEqual(all[position]);
    }
  });

  it('mirrors half of the pictures, and another half in each epoch', () => {
    const pick = createEpochOrder(COUNT, 1);
    const mirrored = Array.from({ length: COUNT }, (_, position) => pick(position)).filter(
      (it) => it.mirrored,
    ).length;
    // Five standard deviations of a fair coin.
    expect(Math.abs(mirrored - COUNT / 2)).toBeLessThan(5 * Math.sqrt(COUNT / 4));
  });

  it('has replacements for every picture, which eventually include all others', () => {
    const pick = createEpochOrder(COUNT, 1);
    for (const position of [0, 400, COUNT - 1, 2 * COUNT + 3]) {
      const { index, mirrored } = pick(position);
      expect(pick(position, 1).index).not.toBe(index);
      expect(pick(position, 1).mirrored).toBe(mirrored);
      const all = Array.from({ length: COUNT }, (_, i) => pick(position, i + 1).index);
      expect(new Set(all).size).toBe(COUNT);
    }
  });
});
