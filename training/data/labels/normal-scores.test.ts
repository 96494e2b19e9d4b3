import { expect, test } from 'vitest';
import { fillNormal } from '../../../latent/seed/seed.ts';
import { fitNormalScores } from './normal-scores.ts';

const N = 4000;
/** Three attributes: continuous, one that few have and that goes with the first, and one that mirroring negates. */
const noise = fillNormal(new Float32Array(3 * N), 7, 0);
const table = Array.from({ length: N }, (_, i) => {
  const [a = 0, b = 0, c = 0] = noise.subarray(3 * i, 3 * i + 3);
  return [Math.exp(a), a + b > 1 ? 1 : 0, 30 * c];
});
const scores = fitNormalScores(table, [false, false, true]);
function column(rows: readonly Float32Array[], j: number): number[] {
  return rows.map((row) => row[j] ?? 0);
}
function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
function covariance(a: readonly number[], b: readonly number[]): number {
  return mean(a.map((x, i) => (x - mean(a)) * ((b[i] ?? 0) - mean(b))));
}
const seen = table.map((values) => scores.of(values, false));

test('scores of a continuous attribute are standard normal, whatever its unit', () => {
  const values = column(seen, 0);
  expect(mean(values)).toBeCloseTo(0, 5);
  // What a score loses of the variance within its own 1/4000 of the distribution is far below a hundredth.
  expect(covariance(values, values)).toBeGreaterThan(0.99);
  expect(covariance(values, values)).toBeLessThanOrEqual(1);
});

test('portraits with the same value have the same score', () => {
  expect(new Set(column(seen, 1)).size).toBe(2);
  expect(mean(column(seen, 1))).toBeCloseTo(0, 5);
});

test('mirroring a portrait negates the scores of mirrored attributes, and keeps all others', () => {
  const [straight, mirrored] = [scores.of(table[0] ?? [], false), scores.of(table[0] ?? [], true)];
  expect(mirrored[2]).toBeCloseTo(-(straight[2] ?? 0), 5);
  expect([...mirrored.subarray(0, 2)]).toEqual([...straight.subarray(0, 2)]);
});

test('latents ask for attributes with the frequencies and correlations of the portraits', () => {
  const size = 5;
  const asked = scores.scoresFor(fillNormal(new Float32Array(N * size), 8, 0), size);
  const rows = Array.from({ length: N }, (_, i) => asked.subarray(3 * i, 3 * i + 3));
  // Four standard errors of a share of about a quarter, and of a covariance of unit normals, of N each.
  const share = (values: readonly number[]): number => mean(values.map((x) => (x > 0 ? 1 : 0)));
  expect(Math.abs(share(column(rows, 1)) - share(column(seen, 1)))).toBeLessThan(
    4 * Math.sqrt(0.2 / N) * 1.5,
  );
  const together = (of: readonly Float32Array[]): number => covariance(column(of, 0), column(of, 1));
  // Scores of two values keep some of the normal correlation only: it may come out weaker, never absent.
  expect(together(rows)).toBeGreaterThan(0.6 * together(seen));
  expect(together(rows)).toBeLessThan(1.2 * together(seen));
});

test('an attribute that is a linear combination of the others is refused', () => {
  const twice = table.map(([a = 0]) => [a, 2 * a]);
  expect(() => fitNormalScores(twice, [false, false])).toThrow(
    'attribute 1 is a linear combination of the attributes before it',
  );
});

test('an attribute that never changes is refused', () => {
  expect(() => fitNormalScores([[1], [1]], [false])).toThrow(/attribute 0 has the same value/);
});

test('an unknown attribute has the score 0', () => {
  expect(scores.of([undefined, 0, 0], false)[0]).toBe(0);
});
