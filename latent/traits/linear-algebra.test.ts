import { expect, test } from 'vitest';
import { solveSymmetric } from './linear-algebra.ts';

test('solveSymmetric gives the solution of a system', () => {
  const matrix = [
    [4, 1],
    [1, 3],
  ];
  const [x = 0, y = 0] = solveSymmetric(matrix, [1, 2]);
  expect(4 * x + y).toBeCloseTo(1, 12);
  expect(x + 3 * y).toBeCloseTo(2, 12);
});

test('the unknown of a linearly dependent row is 0', () => {
  const matrix = [
    [1, 1],
    [1, 1],
  ];
  expect(solveSymmetric(matrix, [2, 2])).toEqual([2, 0]);
});
