import { expect, it } from 'vitest';
import { fillNormal } from '../../../latent/seed/seed.ts';
import { sortFloats } from './sort-floats.ts';

it('sorts as Float32Array.sort does: large and small, of either sign, equal ones, zeros and infinities', () => {
  const { POSITIVE_INFINITY, NEGATIVE_INFINITY } = Number;
  const special = [0, -0, 1e-45, -1e-45, 3.4e38, -3.4e38, POSITIVE_INFINITY, NEGATIVE_INFINITY, 1, 1, -1];
  const normal = fillNormal(new Float32Array(5000), 1, 0);
  const values = Float32Array.from([...special, ...normal, ...normal.map((value) => 1e-30 * value)]);
  const sorted = sortFloats(values.slice());
  expect(sorted).toEqual(values.slice().sort());
  expect(new Set(sorted)).toEqual(new Set(values));
});

it('sorts a part of a larger array and leaves the rest alone', () => {
  const values = Float32Array.of(9, 3, 1, 2, 0);
  sortFloats(values.subarray(1, 4));
  expect([...values]).toEqual([9, 1, 2, 3, 0]);
  expect(sortFloats(new Float32Array())).toEqual(new Float32Array());
});
