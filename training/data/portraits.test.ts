import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ordering } from './order.ts';
import { openPortraits } from './portraits.ts';
import { openSource } from './source.ts';

const SAMPLE = join(import.meta.dirname, '../sample');
const options = { side: 64, batch: 4, mirror: true, seed: 3 };
const SIZE = 3 * 64 * 64;

describe('batches of portraits', () => {
  it('are the pictures that the order names, resized, mirrored and in [−1, 1]', async () => {
    const portraits = await openPortraits(SAMPLE, options);
    const batch = await portraits.batch(8);
    await portraits.close();
    expect(batch.length).toBe(4 * SIZE);

    const source = await openSource(SAMPLE);
    const pick = ordering(1000, options.seed);
    const flips = new Set<boolean>();
    for (let i = 0; i < 4; i++) {
      const { index: which, mirrored } = pick(8 + i);
      flips.add(mirrored);
      const picture = sharp(await source.read(which)).resize(64, 64);
      const { data } = await sharp(await picture.png().toBuffer())
        .flop(mirrored)
        .raw()
        .toBuffer({ resolveWithObject: true });
      for (const [c, y, x] of [
        [0, 0, 0],
        [1, 20, 33],
        [2, 63, 63],
        [0, 31, 5],
      ] as const)
        expect(batch[i * SIZE + c * 4096 + y * 64 + x]).toBeCloseTo(
          (data[3 * (y * 64 + x) + c] ?? 0) / 127.5 - 1,
          5,
        );
    }
    await source.close();
    expect(flips.size).toBe(2);
  });

  it('are the same again when a run is resumed at a position', async () => {
    const first = await openPortraits(SAMPLE, options);
    await first.batch(0);
    const straight = await first.batch(4);
    await first.close();
    const second = await openPortraits(SAMPLE, options);
    expect(await second.batch(4)).toEqual(straight);
    await second.close();
  });
});
