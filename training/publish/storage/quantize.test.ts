import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fillNormal } from '../../../latent/seed/seed.ts';
import { quantize } from './quantize.ts';

const SHAPE = [64, 8, 4, 4] as const;
const SIZE = 64 * 8 * 16;
const TAPS = 16;

function channelOf(at: number): number {
  return Math.floor(at / TAPS) % SHAPE[1];
}

test('every stored weight is within half a step of the weight', () => {
  const kernel = fillNormal(new Float32Array(SIZE), 1, 0).map((value, at) => value * 2 ** -channelOf(at));
  const { codes, scales } = quantize(kernel, SHAPE);
  kernel.forEach((value, at) => {
    const scale = scales[channelOf(at)] ?? 0;
    // Half a step, and what rounding the step itself to a float may add over all of them.
    expect(Math.abs(value - (codes[at] ?? 0) * scale)).toBeLessThanOrEqual(scale * 0.5001);
  });
});

test('normally distributed weights compress to far fewer than 8 bits', () => {
  const { codes } = quantize(fillNormal(new Float32Array(SIZE), 2, 0), SHAPE);
  // The entropy of a normal number in steps of 1/14 of its deviation: log2(14 · √(2πe)) ≈ 5.9 bits; half a bit for the coder.
  expect((8 * brotliCompressSync(codes).length) / SIZE).toBeLessThan(6.4);
});

test('an outlier is not clipped, and a channel of zeros stays zero', () => {
  const kernel = fillNormal(new Float32Array(SIZE), 3, 0).map((value, at) =>
    channelOf(at) === 1 ? 0 : value,
  );
  kernel[0] = 100;
  const { codes, scales } = quantize(kernel, SHAPE);
  expect((codes[0] ?? 0) * (scales[0] ?? 0)).toBeCloseTo(100, 4);
  expect(codes.filter((_, at) => channelOf(at) === 1).every((code) => code === 0)).toBe(true);
});
