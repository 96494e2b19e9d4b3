/** Resamples a sheet picture by picture, so that none takes colour from its neighbour. */
import { resample } from '../../../../picture/resample.ts';
import { createSheet, cutPicture, pastePicture } from '../sets/sheet.ts';
import type { TrainingSet } from '../sets/training-set.ts';

/** RGBA u8 [side, side, 4] */
type Picture = Uint8ClampedArray<ArrayBuffer>;

/** Each pixel of the result is the one that covers its middle: nothing between two values appears. */
function repeat(picture: Picture, from: number, to: number): Picture {
  const result = new Uint8ClampedArray(to * to * 4);
  for (let y = 0; y < to; y++) {
    for (let x = 0; x < to; x++) {
      const at = 4 * (Math.floor(((y + 0.5) * from) / to) * from + Math.floor(((x + 0.5) * from) / to));
      result.set(picture.subarray(at, at + 4), 4 * (y * to + x));
    }
  }
  return result;
}

/** Each pixel of the result is the mean of the `from / to` by `from / to` pixels that it covers. */
function average(picture: Picture, from: number, to: number): Picture {
  const factor = from / to;
  const result = new Uint8ClampedArray(to * to * 4);
  for (let y = 0; y < to; y++) {
    for (let x = 0; x < to; x++) {
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0;
        for (let dy = 0; dy < factor; dy++) {
          for (let dx = 0; dx < factor; dx++) {
            sum += picture[4 * ((y * factor + dy) * from + x * factor + dx) + channel] ?? 0;
          }
        }
        result[4 * (y * to + x) + channel] = sum / factor ** 2;
      }
    }
  }
  return result;
}

function resized(picture: Picture, from: number, to: number, isPadded: boolean): Picture {
  if (isPadded && to % from === 0) {
    return repeat(picture, from, to);
  }
  if (isPadded && from % to === 0) {
    return average(picture, from, to);
  }
  return resample({ width: from, height: from, data: picture }, to, to).data;
}

/**
 * The set's sheet at its recipe's resolution. Pictures that the recipe pads, such as digits, are drawn pixel by pixel, and stay so at any size;
 * others are filtered.
 *
 * @param pictures RGBA u8 [rows · side, columns · side, 4]
 * @returns the same set and pictures where they have that resolution already
 */
export function atRecipeResolution(
  set: TrainingSet,
  pictures: Uint8ClampedArray,
): { set: TrainingSet; pictures: Uint8ClampedArray } {
  const { recipe, sheet } = set;
  const [from, to] = [sheet.side, recipe.resolution];
  if (from === to) {
    return { set, pictures };
  }
  const resizedSheet = { ...sheet, side: to };
  const result = createSheet(resizedSheet);
  for (let index = 0; index < sheet.count; index++) {
    const picture = resized(cutPicture(pictures, sheet, index), from, to, recipe.pad);
    pastePicture(result, resizedSheet, index, picture);
  }
  return { set: { ...set, sheet: resizedSheet }, pictures: result };
}
