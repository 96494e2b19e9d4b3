import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDataLoader } from '../data/data-loader.ts';
import { TOLD_SIDE, TOLD_SIZE, tellApart, toldPictures } from './tell-apart.ts';

const TIMEOUT = 180_000;
const COUNT = 160;
/** Of each kind, in the test. */
const TESTED = COUNT / 4;

/** The portraits of the sample from a position on. */
async function portraits(first: number): Promise<Float32Array> {
  const data = join(import.meta.dirname, '../sample');
  const loader = await openDataLoader(data, { side: TOLD_SIDE, batch: COUNT, mirror: false, seed: 1 });
  const images = await loader.batch(first);
  await loader.close();
  return images;
}

it('a network tells blurred portraits from sharp ones, and not portraits from other portraits', {
  timeout: TIMEOUT,
}, async () => {
  const [some, others] = [await portraits(0), await portraits(COUNT)];
  const blurred = others.map((value, i) => {
    const beside = [i - 1, i + 1, i - TOLD_SIDE, i + TOLD_SIDE];
    return beside.reduce((sum, at) => sum + (others[at] ?? value), value) / 5;
  });
  const real = toldPictures(some, TOLD_SIDE);
  const options = { seed: 1 };
  // Four standard deviations of guesses that are right half of the time.
  const guesses = 4 * Math.sqrt(0.25 / (2 * TESTED));
  expect(await tellApart(real, toldPictures(blurred, TOLD_SIDE), options)).toBeGreaterThan(0.5 + guesses);
  expect(await tellApart(real, toldPictures(others, TOLD_SIDE), options)).toBeLessThan(0.5 + guesses);
});

it('needs as many faces as portraits', async () => {
  await expect(
    tellApart(new Uint8ClampedArray(4 * TOLD_SIZE), new Uint8ClampedArray(TOLD_SIZE), { seed: 1 }),
  ).rejects.toThrow('4 portraits and 1 faces; as many of both are needed');
});
