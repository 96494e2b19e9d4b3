import { describe, expect, it } from 'vitest';
import { philox } from '../../../latent/seed/philox.ts';
import { type ClassPictures, learnClasses } from './class-network.ts';

const SIDE = 8;
const COUNT = 60;

/** Noise with a bright half: at the top, at the left or at the right. */
function halves(seed: number): ClassPictures {
  const pixels = new Uint8ClampedArray(COUNT * 3 * SIDE * SIDE);
  const classes = Uint8Array.from({ length: COUNT }, (_, i) => i % 3);
  pixels.forEach((_, at) => {
    const picture = Math.floor(at / (3 * SIDE * SIDE));
    const [x, y] = [at % SIDE, Math.floor(at / SIDE) % SIDE];
    const isBright = [y < SIDE / 2, x < SIDE / 2, x >= SIDE / 2][picture % 3];
    pixels[at] = ((philox(seed, 0, at, 0, 0, 0)[0] ?? 0) % 120) + (isBright ? 100 : 0);
  });
  return { pixels, classes, side: SIDE };
}

describe('a network that learns classes', () => {
  it('reads them in other pictures, the same each time', async () => {
    const options = { mirror: false, seed: 1 };
    const [first, second] = [
      await learnClasses(halves(1), 3, options),
      await learnClasses(halves(1), 3, options),
    ];
    const { pixels, classes } = halves(2);
    const read = await first.read(pixels);
    expect(read).toEqual(classes);
    expect(await second.read(pixels)).toEqual(read);
    await first.release();
    await second.release();
  });

  it('takes mirrored pictures for the same class where they are', async () => {
    const network = await learnClasses(halves(1), 3, { mirror: true, seed: 1 });
    const { pixels, classes } = halves(2);
    const read = await network.read(pixels);
    // It cannot tell left from right any more, but the top.
    expect(read.filter((_, i) => classes[i] === 0).every((k) => k === 0)).toBe(true);
    expect(read.some((k, i) => k !== classes[i])).toBe(true);
    await network.release();
  });
});
