import { expect, test } from 'vitest';
import { latentFromSeed } from '../../../latent/seed/seed.ts';
import { norm } from '../../../latent/vector.ts';
import { alongPath, blend, INTERPOLATIONS, inSquare, squareLoop } from './interpolation.ts';

const points = [1, 2, 3, 4].map((seed) => latentFromSeed(seed, 100));

test('a path passes through each face from first to last, and a loop returns to the first', () => {
  for (const interpolation of INTERPOLATIONS) {
    for (const [i, point] of points.entries()) {
      expect(alongPath(points, i / 3, interpolation, false)).toEqual(point);
    }
    for (const [i, point] of points.entries()) {
      expect(alongPath(points, i / 4, interpolation, true)).toEqual(point);
    }
    expect(alongPath(points, 1, interpolation, true)).toEqual(points[0]);
  }
});

test('a square has the faces in its corners', () => {
  for (const interpolation of INTERPOLATIONS) {
    const corners = [0, 1].flatMap((y) => [0, 1].map((x) => inSquare(points, x, y, interpolation)));
    expect(corners).toEqual(points);
  }
});

test('halfway, z has the norm of the ends on the arc, and a smaller one on the straight line', () => {
  const [a, b] = points.map(norm);
  const mean = ((a ?? 0) + (b ?? 0)) / 2;
  const two = points.slice(0, 2);
  expect(norm(alongPath(two, 0.5, 'arc', false))).toBeCloseTo(mean, 3);
  expect(norm(alongPath(two, 0.5, 'straight', false))).toBeLessThan(0.9 * mean);
});

test('the loop passes through each corner and stays within the square', () => {
  const corners = [0, 0.25, 0.5, 0.75].map(squareLoop);
  const rounded = corners.map(({ x, y }) => `${x.toFixed(6)} ${y.toFixed(6)}`);
  expect(new Set(rounded).size).toBe(4);
  for (const { x, y } of corners) {
    for (const value of [x, y]) {
      expect(Math.min(value, 1 - value)).toBeCloseTo(0, 9);
    }
  }
  for (let at = 0; at <= 1; at += 1 / 64) {
    const { x, y } = squareLoop(at);
    expect(Math.min(x, y, 1 - x, 1 - y)).toBeGreaterThanOrEqual(-1e-12);
  }
});

test('a blend is the face that alone has weight, and between faces as long as they are', () => {
  for (const interpolation of INTERPOLATIONS) {
    const only = blend(points, [0, 0, 7, 0], interpolation);
    for (const [k, value] of only.entries()) {
      expect(value).toBeCloseTo(points[2]?.[k] ?? 0, 5);
    }
    expect(blend(points, [0, 0, 0, 0], interpolation)).toEqual(blend(points, [3, 3, 3, 3], interpolation));
  }
  const lengths = points.map(norm);
  const between = norm(blend(points, [1, 2, 3, 4], 'arc'));
  expect(between).toBeGreaterThan(Math.min(...lengths));
  expect(between).toBeLessThan(Math.max(...lengths));
  expect(norm(blend(points, [1, 2, 3, 4], 'straight'))).toBeLessThan(Math.min(...lengths));
});

test('of a conditional model only z is on the arc, and the numbers of y always sum to 1', () => {
  const noise = points[0]?.length ?? 0;
  const withClass = points.map((point, i) =>
    Float32Array.of(...point, ...points.map((_, k) => (k === i ? 1 : 0))),
  );
  const mixes = [
    [alongPath(withClass, 0.4, 'arc', true, noise), alongPath(points, 0.4, 'arc', true)],
    [inSquare(withClass, 0.3, 0.6, 'arc', noise), inSquare(points, 0.3, 0.6, 'arc')],
    [blend(withClass, [1, 2, 3, 4], 'arc', noise), blend(points, [1, 2, 3, 4], 'arc')],
  ] as const;
  for (const [mixed, z] of mixes) {
    expect(mixed.subarray(0, noise)).toEqual(z);
    const y = mixed.subarray(noise);
    expect(y.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
    expect(y.every((value) => value >= 0)).toBe(true);
  }
});
