import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillNormal } from '../../latent/seed/seed.ts';
import { openDataLoader } from '../data/data-loader.ts';
import { type FaceDetector, FOUND, openFaceDetector } from './face-detector.ts';

const COUNT = 100;
let detector: FaceDetector;
/** Portraits of side 64. */
let portraits: Float32Array;
beforeAll(async () => {
  detector = await openFaceDetector();
  portraits = await portraitsOf(64);
});
afterAll(() => detector.release());

async function portraitsOf(side: number): Promise<Float32Array> {
  const loader = await openDataLoader(join(import.meta.dirname, '../sample'), {
    side,
    batch: COUNT,
    mirror: false,
    seed: 1,
  });
  const images = await loader.batch(0);
  await loader.close();
  return images;
}
function share(scores: Float32Array): number {
  return scores.filter((score) => score > FOUND).length / scores.length;
}

describe('the face detector', () => {
  // Of the whole sample it finds 0.789 and 0.922: four standard deviations of a share of a hundred less.
  it.each([
    [64, 0.626],
    [128, 0.815],
  ])('finds a face in most portraits of side %i', async (side, least) => {
    expect(
      share(await detector.scores(side === 64 ? portraits : await portraitsOf(side), side)),
    ).toBeGreaterThan(least);
  });

  it('finds no face in noise, in a plain colour, or in portraits with shuffled rows', async () => {
    const noise = fillNormal(new Float32Array(portraits.length), 7, 0).map(Math.tanh);
    expect(share(await detector.scores(noise, 64))).toBeLessThan(0.02);
    expect(
      share(
        await detector.scores(
          portraits.map(() => 0.2),
          64,
        ),
      ),
    ).toBe(0);
    const shuffled = portraits.map((_, i) => {
      const row = Math.floor(i / 64) % 64;
      return portraits[i + (((row * 37) % 64) - row) * 64] ?? 0;
    });
    expect(share(await detector.scores(shuffled, 64))).toBeLessThan(0.05);
  });

  it('scores a picture independently of the others in its batch', async () => {
    const all = await detector.scores(portraits, 64);
    const one = await detector.scores(portraits.subarray(70 * 3 * 64 * 64, 71 * 3 * 64 * 64), 64);
    expect(Math.abs((one[0] ?? 0) - (all[70] ?? 1))).toBeLessThan(1e-4);
  });
});
