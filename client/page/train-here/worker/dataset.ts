/** The training data, and the examples of each step. */
import { EngineError } from '@dareka/engine';
import { picturesOfStep } from '../../../../gan/step-parts.ts';
import { philox } from '../../../../latent/seed/philox.ts';
import { toPlanar } from '../../../../picture/planar.ts';
import { placeInSheet, type SheetLayout } from '../sets/sheet.ts';
import type { TrainingSet } from '../sets/training-set.ts';

/** The last word of philox's counter: another one than that of weights and latents, 0, so that examples do not repeat their bits. */
const EXAMPLES = 3;

export type Example = {
  /** The index of the picture. */
  readonly index: number;
  readonly mirrored: boolean;
};

/**
 * The examples of a step, a batch for each of D's updates: pictures at random, each mirrored with probability ½ where the recipe says so.
 *
 * @param step counted from 0
 */
export function examplesOfStep(
  step: number,
  { recipe, sheet }: Pick<TrainingSet, 'recipe' | 'sheet'>,
): Example[] {
  const { seed, mirror } = recipe;
  return Array.from({ length: picturesOfStep(recipe) }, (_, i) => {
    const [place, coin] = philox(seed, 0, i, step, 0, EXAMPLES);
    return { index: place % sheet.count, mirrored: mirror && coin % 2 === 1 };
  });
}

/**
 * @param pictures all of them in one sheet: RGBA u8 [rows · side, columns · side, 4]
 * @returns f32 [examples, 3, side, side] in [−1, 1]
 */
export function readBatch(
  pictures: Uint8ClampedArray,
  examples: readonly Example[],
  layout: SheetLayout,
): Float32Array {
  const { columns, side } = layout;
  const length = 3 * side * side;
  const pixels = new Float32Array(examples.length * length);
  for (const [i, { index, mirrored }] of examples.entries()) {
    const square = {
      channels: 4,
      rowLength: columns * side,
      ...placeInSheet(layout, index),
      mirrored,
    } as const;
    toPlanar(pictures, side, square, pixels.subarray(i * length, (i + 1) * length));
  }
  return pixels;
}

/** @returns all pictures, as `readBatch` takes them @throws EngineError of kind `format` */
export async function decodeSheet(
  file: ArrayBuffer,
  { count, columns, side }: SheetLayout,
  url: string,
): Promise<Uint8ClampedArray> {
  try {
    const bitmap = await createImageBitmap(new Blob([file]), { colorSpaceConversion: 'none' });
    const { width, height } = bitmap;
    if (width !== columns * side || height !== Math.ceil(count / columns) * side) {
      throw new RangeError(
        `expected ${count} pictures of ${side} × ${side} pixels, ${columns} in a row; got ${width} × ${height} pixels`,
      );
    }
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (context === null) {
      throw new Error('this browser provides no canvas to decode pictures with');
    }
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, width, height).data;
  } catch (cause) {
    throw new EngineError({ kind: 'format', file: url, detail: String(cause) }, { cause });
  }
}
