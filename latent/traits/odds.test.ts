import { expect, it } from 'vitest';
import { logOdds, type Odds, oddsGradient, oppositeOdds } from './odds.ts';

const odds: Odds = {
  constant: 0.5,
  weights: [1, -2, 0],
  pairs: [
    [0, 0, 3],
    [1, 2, -1],
  ],
};
const z = [2, -1, 4];

it('log-odds are a polynomial of the first numbers of z', () => {
  // 0.5 + 2 + 2 + 3 · 4 + 4
  expect(logOdds(odds, [...z, 100])).toBe(20.5);
  expect(logOdds(oppositeOdds(odds), z)).toBe(-20.5);
});

it('their gradient is their change by each number', () => {
  const step = 1e-6;
  const change = z.map((_, i) => {
    const at = (sign: number): number =>
      logOdds(
        odds,
        z.map((value, k) => (k === i ? value + sign * step : value)),
      );
    return (at(1) - at(-1)) / (2 * step);
  });
  oddsGradient(odds, z).forEach((slope, i) => {
    expect(slope).toBeCloseTo(change[i] ?? Number.NaN, 6);
  });
});
