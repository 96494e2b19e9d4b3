import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataLoader } from '../data/data-loader.ts';
import { powerSpectrum } from './fourier.ts';
import { detailPower } from './sharpness.ts';

const SIDE = 128;
const COUNT = 8;

/** Waves of one frequency along both axes, and as many values as a picture has. */
function waves(side: number, u: number, v: number): Float64Array {
  return Float64Array.from({ length: side * side }, (_, i) =>
    Math.cos((2 * Math.PI * (u * (i % side) + v * Math.floor(i / side))) / side),
  );
}

describe('the spectrum of a picture', () => {
  it('has the power of a wave at its frequency, and none elsewhere', () => {
    const side = 16;
    const power = powerSpectrum(waves(side, 3, 5), side);
    // A cosine is half a wave of each sign: (side² / 2)² at both.
    const peak = (side ** 2 / 2) ** 2;
    power.forEach((value, i) => {
      const [u, v] = [i % side, Math.floor(i / side)];
      const own = (u === 3 && v === 5) || (u === side - 3 && v === side - 5);
      expect(value).toBeCloseTo(own ? peak : 0, 6);
    });
  });

  it('has as much power as the picture (Parseval)', () => {
    const side = 32;
    const plane = Float64Array.from({ length: side * side }, (_, i) => Math.sin(i * i));
    const total = powerSpectrum(plane, side).reduce((sum, value) => sum + value, 0);
    expect(total / side ** 2).toBeCloseTo(
      plane.reduce((sum, value) => sum + value ** 2, 0),
      6,
    );
  });

  it('refuses sides that are no power of two', () => {
    expect(() => powerSpectrum(new Float64Array(36), 6)).toThrow('side a power of two, not 36 of side 6');
  });
});

describe('sharpness', () => {
  async function portraits(): Promise<Float32Array> {
    const data = join(import.meta.dirname, '../sample');
    const loader = await openDataLoader(data, { side: SIDE, batch: COUNT, mirror: false, seed: 1 });
    const images = await loader.batch(0);
    await loader.close();
    return images;
  }

  /** Each value with its neighbours: the binomial filter [1, 2, 1] / 4 along rows (1) or columns (SIDE). */
  function softened(images: Float32Array, along: number): Float32Array {
    return images.map(
      (value, i) => value / 2 + ((images[i - along] ?? value) + (images[i + along] ?? value)) / 4,
    );
  }

  it('of every portrait falls to less than a third when it is blurred', async () => {
    const images = await portraits();
    const blurred = detailPower(softened(softened(images, 1), SIDE), SIDE);
    // The filter lets cos²(π f) of the frequency f through, of which the power is the square. Above a quarter of the sampling
    // rate, the most is on the diagonal, f = 0.25 / √2 along both axes: cos⁸(0.177 π) = 0.27.
    detailPower(images, SIDE).forEach((sharp, i) => {
      expect(blurred[i]).toBeLessThan(0.3 * sharp);
    });
    expect(blurred).toHaveLength(COUNT);
  });

  it('counts waves of more than a quarter of the sampling rate, and no others', () => {
    function picture(u: number): Float32Array {
      const plane = waves(SIDE, u, 0);
      return Float32Array.from({ length: 3 * SIDE * SIDE }, (_, i) => plane[i % plane.length] ?? 0);
    }
    const [low = 0] = detailPower(picture(SIDE / 8), SIDE);
    const [high = 0] = detailPower(picture((3 * SIDE) / 8), SIDE);
    // The Hann window keeps a wave within one wave per side of its frequency.
    expect(low).toBeLessThan(1e-6 * high);
  });
});
