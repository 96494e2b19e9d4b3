import { expect, it } from 'vitest';
import { fillNormal, latentsFromSeeds } from '../../../latent/seed/seed.ts';
import { logOdds, type Odds } from '../../../latent/traits/odds.ts';
import { fitOdds } from './fit-odds.ts';

const FACES = 8000;
const SIZE = 6;
const NUMBERS = 4;
const TRUE: Odds = {
  constant: -0.5,
  weights: [1.5, -1, 0, 0.25],
  pairs: [
    [0, 0, 0.5],
    [1, 3, -0.75],
  ],
};

const z = latentsFromSeeds(1, FACES, SIZE);
/** Logistic noise from normal numbers: whether a face shows it is by chance, with the odds above. */
const chance = fillNormal(new Float32Array(FACES), 1, 1);
const shown = Array.from({ length: FACES }, (_, i) => {
  const odds = Math.exp(logOdds(TRUE, z.subarray(i * SIZE, (i + 1) * SIZE)));
  // The normal distribution function, within 0.002 (Page, 1977).
  const x = chance[i] ?? 0;
  const uniform = 1 / (1 + Math.exp(-2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
  return uniform < odds / (1 + odds);
});

it('finds the odds by which faces show something, with the products of two numbers that matter', () => {
  const { constant, weights, pairs } = fitOdds({ z, size: SIZE, shown }, NUMBERS);
  // Standard errors are about 0.05 with 8,000 faces.
  expect(Math.abs(constant - TRUE.constant)).toBeLessThan(0.2);
  weights.forEach((weight, i) => {
    expect(Math.abs(weight - (TRUE.weights[i] ?? 0))).toBeLessThan(0.2);
  });
  expect(weights).toHaveLength(NUMBERS);
  expect(pairs.map(([i, j]) => `${i} ${j}`).sort()).toEqual(['0 0', '1 3']);
  pairs.forEach(([i, , weight]) => {
    expect(Math.abs(weight - (i === 0 ? 0.5 : -0.75))).toBeLessThan(0.2);
  });
});

it('stays finite where a plane separates the faces', () => {
  const separated = Array.from({ length: FACES }, (_, i) => (z[i * SIZE] ?? 0) > 0.3);
  const { weights } = fitOdds({ z, size: SIZE, shown: separated }, NUMBERS);
  expect(weights[0]).toBeGreaterThan(5);
  expect(weights.every(Number.isFinite)).toBe(true);
});
