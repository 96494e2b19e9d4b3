import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataReading } from '../data/data-reading.ts';
import { openDataset } from '../data/dataset.ts';
import { noise, pictures, scratchFolder, writeFolder } from '../data/testing/datasets.ts';
import { type AttributePredictor, openAttributePredictor } from '../measures/attributes/predictor.ts';
import { nearestOtherPortraits, openPortraitIndex } from './nearest-portraits.ts';

/** The side of the faces: that at which pixels are compared, so that the index holds what was read. */
const SIDE = 16;

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let predictor: AttributePredictor;
beforeAll(async () => {
  scratch = await scratchFolder();
  predictor = await openAttributePredictor();
});
afterAll(async () => {
  await predictor.release();
  await scratch.remove();
});

async function indexOf(folder: string, recipe: Readonly<Record<string, unknown>> = {}) {
  const source = await openDataset(folder);
  const reading = dataReading(recipe);
  const index = await openPortraitIndex(source, predictor, { side: SIDE, reading }, scratch.folder, 'key');
  await source.close();
  return index;
}

describe('the index of training portraits', () => {
  it('has them as the training read them: the square of the recipe, and grey where it draws grey', async () => {
    const folder = await writeFolder(`${scratch.folder}/usual`, await pictures(2));
    const [centre, face, grey] = [
      await indexOf(folder),
      await indexOf(folder, { crop: 'face' }),
      await indexOf(folder, { channels: 1 }),
    ];
    expect(face.pixels).not.toEqual(centre.pixels);
    const plane = SIDE * SIDE;
    expect(centre.pixels.subarray(0, plane)).not.toEqual(centre.pixels.subarray(plane, 2 * plane));
    expect(grey.pixels.subarray(0, plane)).toEqual(grey.pixels.subarray(plane, 2 * plane));
    // Each from its own cache.
    expect((await indexOf(folder, { crop: 'face' })).pixels).toEqual(face.pixels);
    expect((await indexOf(folder)).pixels).toEqual(centre.pixels);
  });

  it('leaves out pictures that the training skips, which else were the same grey portrait, each a copy of the other', async () => {
    const usual = await pictures(3);
    const small = await noise(7, 8, 8).png().toBuffer();
    const folder = await writeFolder(`${scratch.folder}/some`, usual);
    const withSmall = await writeFolder(`${scratch.folder}/more`, {
      ...usual,
      '000001a.png': small,
      'damaged.png': 'no picture',
    });
    const index = await indexOf(folder);
    expect((await nearestOtherPortraits(index, 3)).pixels).not.toContain(0);
    expect(await indexOf(withSmall)).toEqual(index);
    // From the cache, too.
    expect(await indexOf(withSmall)).toEqual(index);
  });
});
