import { describe, expect, it, vi } from 'vitest';
import { referenceCentre, referenceNormal, referenceTail } from '../testing/reference.ts';
import { normalFromBits } from './normal.ts';
import { philox } from './philox.ts';

vi.setConfig({ testTimeout: 60_000 });

const LARGEST = 2 ** 32 - 1;

/**
 * How far the reference may be off. It sums at most 100 positive terms, twice, and each term carries a rounding error of 2^-53 from each
 * of the two operations that made it from the last: were all of them used in full and all of one sign, that would
 * be 100 · 2 · 2 · 2^-53 < 2^-44. The root's relative error is that of the function times (Φ − ½) / (x φ) ≤ 1.42 at
 * the centre and times (1 − Φ) / (x φ) < 1 in the tail: 2^-43 covers both, a 2^-19th of the spacing of f32.
 */
const TOLERANCE = 2 ** -43;

/** Where the algorithm changes its polynomial: |p − ½| = 0.425. */
const SEAM = Math.floor(0.075 * 2 ** 32);

const edges = [0, 1, 2, 100, SEAM - 1, SEAM, SEAM + 1, 2 ** 31 - 2, 2 ** 31 - 1].flatMap((bits) => [
  bits,
  LARGEST - bits,
]);
const random = Array.from({ length: 500 }, (_, i) => philox(0, 0, i, 0, 0, 0)).flat();
/** Evenly many in each binary order of magnitude, down to the last of the tails. */
const tails = random.flatMap((word, i) => [word >>> (i % 32), LARGEST - (word >>> (i % 32))]);

describe('normalFromBits', () => {
  it('inverts the distribution function at the edges, in the tails and in between', () => {
    for (const bits of [...edges, ...random, ...tails]) {
      const expected = referenceNormal(bits);
      const error = Math.abs(normalFromBits(bits) / expected - 1);
      expect(error, `of ${bits}: ${normalFromBits(bits)}, not ${expected}`).toBeLessThan(TOLERANCE);
    }
  });

  it('is odd around the middle, bit for bit', () => {
    for (const bits of [...edges, ...random]) {
      expect(normalFromBits(LARGEST - bits)).toBe(-normalFromBits(bits));
    }
  });

  it('is monotonic, also where its approximations meet', () => {
    for (const start of [0, SEAM - 500, 2 ** 31 - 500, LARGEST - SEAM - 500, LARGEST - 1000]) {
      for (let bits = start; bits < start + 1000; bits++) {
        expect(normalFromBits(bits + 1)).toBeGreaterThan(normalFromBits(bits));
      }
    }
  });

  it('ends at 6⅓ standard deviations', () => {
    expect(normalFromBits(LARGEST)).toBeCloseTo(6.338, 3);
  });
});

describe('the reference', () => {
  it('agrees with itself where both of its methods apply', () => {
    for (let x = 1; x < 3; x += 0.01) {
      expect(Math.abs(referenceCentre(x) + referenceTail(x) - 0.5)).toBeLessThan(2 ** -48);
    }
  });

  // Abramowitz and Stegun, table 26.1.
  it('has the tabulated values', () => {
    expect(0.5 + referenceCentre(1)).toBeCloseTo(0.841344746068543, 14);
    expect(0.5 + referenceCentre(2)).toBeCloseTo(0.977249868051821, 14);
    expect(referenceTail(3)).toBeCloseTo(0.00134989803163, 14);
  });
});
