import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDataLoader } from '../../data/data-loader.ts';
import { COMPARED_SIDE, comparedPictures, tellApart } from './tell-apart.ts';

const TIMEOUT = 180_000;
/** A sixteenth of the work of the protocol's 128, which `npm run evaluate` is tested with. */
const SIDE = 32;
const COUNT = 160;
/** Of each kind, in the test. */
const TESTED = COUNT / 4;

/** The portraits of the sample from a position on. */
async function portraits(first: number): Promise<Float32Array> {
  const data = join(import.meta.dirname, '../../sample');
  const loader = await openDataLoader(data, { side: SIDE, batch: COUNT, mirror: false, seed: 1 });
  const images = await loader.batch(first);
  await loader.close();
  return images;
}

/** f32 in [−1, 1] as bytes. */
function bytesOf(images: Float32Array): Uint8ClampedArray {
  return new Uint8ClampedArray(images.map((value) => 127.5 * value + 127.5));
}

it('a network tells blurred portraits from sharp ones, each time as often, and not portraits from other portraits', {
  timeout: TIMEOUT,
}, async () => {
  const [some, others] = [await portraits(0), await portraits(COUNT)];
  const blurred = others.map((value, i) => {
    const beside = [i - 1, i + 1, i - SIDE, i + SIDE];
    return beside.reduce((sum, at) => sum + (others[at] ?? value), value) / 5;
  });
  const real = bytesOf(some);
  const options = { side: SIDE, seed: 1 };
  // Four standard deviations of guesses that are right half of the time.
  const guesses = 4 * Math.sqrt(0.25 / (2 * TESTED));
  const accuracy = await tellApart(real, bytesOf(blurred), options);
  expect(accuracy).toBeGreaterThan(0.5 + guesses);
  expect(await tellApart(real, bytesOf(blurred), options)).toBe(accuracy);
  expect(await tellApart(real, bytesOf(others), options)).toBeLessThan(0.5 + guesses);
});

it('needs as many faces as portraits', async () => {
  await expect(
    tellApart(new Uint8ClampedArray(4 * 192), new Uint8ClampedArray(192), { side: 8, seed: 1 }),
  ).rejects.toThrow('4 portraits and 1 faces; as many of both are needed');
});

it('brings pictures to the side that it compares them at, as bytes', () => {
  const images = Float32Array.from({ length: 2 * 3 * 64 * 64 }, (_, i) => (i % 511) / 255 - 1);
  const pictures = comparedPictures(images, 64);
  expect(pictures).toHaveLength(2 * 3 * COMPARED_SIDE * COMPARED_SIDE);
  // Each pixel becomes a square of two by two.
  for (const i of [0, 1, 63, 64, 4095, 4096, 24575]) {
    const [plane, y, x] = [Math.floor(i / 4096), Math.floor(i / 64) % 64, i % 64];
    const at = plane * COMPARED_SIDE ** 2 + 2 * y * COMPARED_SIDE + 2 * x;
    for (const beside of [0, 1, COMPARED_SIDE, COMPARED_SIDE + 1]) {
      expect(
        Math.abs((pictures[at + beside] ?? Number.NaN) - 127.5 * ((images[i] ?? 0) + 1)),
      ).toBeLessThanOrEqual(0.5);
    }
  }
});
