import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDataLoader } from '../data/data-loader.ts';
import { COMPARED_SIDE, COMPARED_SIZE, comparedPictures, tellApart } from './tell-apart.ts';

const TIMEOUT = 180_000;
const COUNT = 160;
/** Of each kind, in the test. */
const TESTED = COUNT / 4;

/** The portraits of the sample from a position on. */
async function portraits(first: number): Promise<Float32Array> {
  const data = join(import.meta.dirname, '../sample');
  const loader = await openDataLoader(data, { side: COMPARED_SIDE, batch: COUNT, mirror: false, seed: 1 });
  const images = await loader.batch(first);
  await loader.close();
  return images;
}

it('a network tells blurred portraits from sharp ones, and not portraits from other portraits', {
  timeout: TIMEOUT,
}, async () => {
  const [some, others] = [await portraits(0), await portraits(COUNT)];
  const blurred = others.map((value, i) => {
    const beside = [i - 1, i + 1, i - COMPARED_SIDE, i + COMPARED_SIDE];
    return beside.reduce((sum, at) => sum + (others[at] ?? value), value) / 5;
  });
  const real = comparedPictures(some, COMPARED_SIDE);
  const options = { seed: 1 };
  // Four standard deviations of guesses that are right half of the time.
  const guesses = 4 * Math.sqrt(0.25 / (2 * TESTED));
  expect(await tellApart(real, comparedPictures(blurred, COMPARED_SIDE), options)).toBeGreaterThan(
    0.5 + guesses,
  );
  expect(await tellApart(real, comparedPictures(others, COMPARED_SIDE), options)).toBeLessThan(0.5 + guesses);
});

it('needs as many faces as portraits', async () => {
  await expect(
    tellApart(new Uint8ClampedArray(4 * COMPARED_SIZE), new Uint8ClampedArray(COMPARED_SIZE), { seed: 1 }),
  ).rejects.toThrow('4 portraits and 1 faces; as many of both are needed');
});
