/** Opens the pictures that a training learns from, at its recipe's resolution: downloads, takes over or draws them. */

import type { TrainingSet } from '../sets/training-set.ts';
import type { SheetPictures } from '../sets/training-sources.ts';
import { drawShapes } from '../shapes/draw-shapes.ts';
import { decodeSheet } from './dataset.ts';
import { downloadSheet } from './download.ts';
import { atRecipeResolution } from './resample-sheet.ts';

/** @returns the set, with the layout of these pictures, and the pictures as `readBatch` takes them @throws EngineError */
export async function openPictures(
  set: TrainingSet,
  pictures: SheetPictures,
): Promise<{ set: TrainingSet; pictures: Uint8ClampedArray }> {
  if (pictures === null) {
    const { recipe } = set;
    const sheet = { ...set.sheet, side: recipe.resolution };
    return { set: { ...set, sheet }, pictures: drawShapes(sheet, recipe.seed) };
  }
  const pixels =
    typeof pictures === 'string'
      ? await decodeSheet(await downloadSheet(pictures), set.sheet, pictures)
      : pictures;
  return atRecipeResolution(set, pixels);
}
