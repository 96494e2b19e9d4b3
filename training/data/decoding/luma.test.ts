import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { openDataLoader } from '../data-loader.ts';
import { scratchFolder, writeFolder } from '../testing/datasets.ts';
import { toLuma } from './luma.ts';

it('luma is that of BT.709, and grey stays what it is', () => {
  const image = Float32Array.of(1, 0.1, -1, 0.1, 0.5, 0.1);
  toLuma(image);
  expect(image[0]).toBeCloseTo(0.2126 - 0.7152 + 0.5 * 0.0722, 6);
  expect([image[2], image[4]]).toEqual([image[0], image[0]]);
  expect([image[1], image[3], image[5]]).toEqual([0.1, 0.1, 0.1].map(Math.fround));
});

it('a loader of grey pictures gives the luma of colours in every channel', async () => {
  const { folder, remove } = await scratchFolder();
  const colour = { r: 255, g: 0, b: 51 };
  const png = await sharp({ create: { width: 16, height: 16, channels: 3, background: colour } })
    .png()
    .toBuffer();
  const data = await writeFolder(join(folder, 'data'), { 'a.png': png });
  const portraits = await openDataLoader(data, { side: 16, batch: 1, mirror: false, seed: 1, grey: true });
  for (const pixels of [await portraits.batch(0), await portraits.portrait(0)]) {
    for (const value of pixels) {
      expect(value).toBeCloseTo((0.2126 * 255 + 0.0722 * 51) / 127.5 - 1, 5);
    }
  }
  await portraits.close();
  await remove();
});
