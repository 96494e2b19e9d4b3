import { expect, test } from 'vitest';
import { convolutionOutputSize, coverage, transposedOutputSize, windowOf } from './convolution-geometry.ts';

const HALVING = { kernel: 4, stride: 2, padding: 1 };

test('the layers of the generator double the edge of the picture, and those of the discriminator halve it', () => {
  expect(transposedOutputSize(1, { kernel: 4, stride: 1, padding: 0 })).toBe(4);
  for (const edge of [4, 8, 16, 32]) {
    expect(transposedOutputSize(edge, HALVING)).toBe(2 * edge);
    expect(convolutionOutputSize(2 * edge, HALVING)).toBe(edge);
  }
});

test('without padding, every product is added to a pixel of the output', () => {
  const total = coverage(3, 7, { kernel: 3, stride: 2, padding: 0 }, 9).reduce(
    (sum, count) => sum + count,
    0,
  );
  expect(total).toBe(9 * 9);
});

test('windows overlap unevenly, as a checkerboard, if the kernel size is not a multiple of the stride', () => {
  function inner(kernel: number): Set<number> {
    const geometry = { kernel, stride: 2, padding: 0 };
    const edge = transposedOutputSize(4, geometry);
    const counts = coverage(4, edge, geometry, 16);
    const middle = Array.from({ length: edge - 2 * kernel + 2 }, (_, i) => i + kernel - 1);
    return new Set(middle.flatMap((y) => middle.map((x) => counts[y * edge + x] ?? 0)));
  }
  expect(inner(4).size).toBe(1);
  expect(inner(3).size).toBeGreaterThan(1);
});

test('padding cuts windows off at the edges', () => {
  expect(windowOf(0, HALVING, 6)).toEqual([0, 3]);
  expect(windowOf(2, HALVING, 6)).toEqual([3, 6]);
});

test('a stride that is larger than the kernel skips pixels', () => {
  const geometry = { kernel: 1, stride: 2, padding: 0 };
  expect(coverage(3, 6, geometry, 9).filter((count) => count === 0).length).toBe(36 - 9);
});
