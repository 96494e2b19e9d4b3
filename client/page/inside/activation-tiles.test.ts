import { expect, test } from 'vitest';
import { mostActiveChannel } from './activation-tiles.ts';

test('the most active channel has the largest sum, whatever its signs, and is the first where all are empty', () => {
  const values = Float32Array.of(0, 0, 0, 0, /**/ 1, 1, 1, 1, /**/ -3, 0, 0, -2);
  expect(mostActiveChannel(values, [3, 2, 2])).toBe(2);
  expect(mostActiveChannel(new Float32Array(12), [3, 2, 2])).toBe(0);
});
