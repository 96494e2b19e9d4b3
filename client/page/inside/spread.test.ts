import { expect, test } from 'vitest';
import { contributions, outputEdge, reach } from './spread.ts';

test("the generator's layers double the picture, as their manifest says", () => {
  expect(outputEdge({ input: 1, kernel: 4, stride: 1, padding: 0 })).toBe(4);
  for (const input of [4, 8, 16, 32])
    expect(outputEdge({ input, kernel: 4, stride: 2, padding: 1 })).toBe(2 * input);
});

test('every product lands somewhere, where nothing is cut off', () => {
  const convolution = { input: 3, kernel: 3, stride: 2, padding: 0 };
  const total = contributions(convolution, 9).reduce((sum, count) => sum + count, 0);
  expect(total).toBe(9 * 9);
});

test('a kernel that is no multiple of the stride overlaps unevenly: the checkerboard', () => {
  const inner = (kernel: number): Set<number> => {
    const convolution = { input: 4, kernel, stride: 2, padding: 0 };
    const edge = outputEdge(convolution);
    const counts = contributions(convolution, 16);
    const middle = Array.from({ length: edge - 2 * kernel + 2 }, (_, i) => i + kernel - 1);
    return new Set(middle.flatMap((y) => middle.map((x) => counts[y * edge + x] ?? 0)));
  };
  expect(inner(4).size).toBe(1);
  expect(inner(3).size).toBeGreaterThan(1);
});

test('padding cuts off at the edges', () => {
  expect(reach(0, { input: 3, kernel: 4, stride: 2, padding: 1 })).toEqual([0, 3]);
  expect(reach(2, { input: 3, kernel: 4, stride: 2, padding: 1 })).toEqual([3, 6]);
});
