import { describe, expect, it } from 'vitest';
import { fillNormal } from '../../../latent/seed/seed.ts';
import { frechetDistance, momentsOf } from './frechet.ts';

const SIZE = 4;
const COUNT = 20_000;
const DEVIATIONS = [1, 2, 0.5, 3];
/** Normal features, each with its own mean and deviation. */
function made(seed: number, shift: number, factor: number): Float32Array {
  return fillNormal(new Float32Array(SIZE * COUNT), seed, 0).map(
    (value, i) => shift + factor * (DEVIATIONS[i % SIZE] ?? 1) * value,
  );
}

describe('the Fréchet distance', () => {
  it('of a set to itself is 0', () => {
    const moments = momentsOf(made(1, 0, 1), SIZE);
    expect(Math.abs(frechetDistance(moments, moments))).toBeLessThan(1e-9);
  });

  it('of shifted and scaled normal values equals the formula, and is symmetric', () => {
    const [a, b] = [momentsOf(made(1, 0, 1), SIZE), momentsOf(made(2, 0.5, 2), SIZE)];
    // ‖Δμ‖² + Σ (σ₁ − σ₂)², where σ₂ = 2 σ₁.
    const expected = SIZE * 0.5 ** 2 + DEVIATIONS.reduce((sum, sigma) => sum + sigma ** 2, 0);
    const found = frechetDistance(a, b);
    // A deviation of 20,000 values is known within 0.5 %, one in 200 of its difference's square.
    expect(Math.abs(found / expected - 1)).toBeLessThan(0.03);
    expect(Math.abs(found - frechetDistance(b, a))).toBeLessThan(1e-9 * found);
  });

  it('depends on correlations, not only on means and deviations', () => {
    const own = fillNormal(new Float32Array(SIZE * COUNT), 3, 0);
    const tied = own.map((value, i) => (i % SIZE === 1 ? (own[i - 1] ?? 0) : value));
    // Two perfectly correlated values of variance 1 against independent ones: 4 − 2 √2.
    const found = frechetDistance(momentsOf(own, SIZE), momentsOf(tied, SIZE));
    expect(Math.abs(found - (4 - 2 * Math.SQRT2))).toBeLessThan(0.05);
  });
});
