/** The training data, and the examples of each step. */
import { EngineError } from '@dareka/engine';
import training from '../../../../browser-training/training.json';
import { philox } from '../../../../latent/philox.ts';
import { toPlanar } from '../../../../picture/planar.ts';

/** The last word of philox's counter, so that examples do not repeat the bits of weights and latents, which have 0. */
const EXAMPLES = 3;

export type Example = {
  /** The index of the portrait. */
  readonly index: number;
  readonly mirrored: boolean;
};

/** The examples of a step, counted from 0: portraits at random, each mirrored with probability ½. */
export function examplesOfStep(step: number, { recipe, portraits } = training): Example[] {
  const { batch, seed, mirror } = recipe;
  return Array.from({ length: batch }, (_, i) => {
    const [place, coin] = philox(seed, 0, i, step, 0, EXAMPLES);
    return { index: place % portraits.count, mirrored: mirror && coin % 2 === 1 };
  });
}

/**
 * @param portraits all of them in one picture, row by row: RGBA u8 [rows · side, columns · side, 4]
 * @returns f32 [examples, 3, side, side] in [−1, 1]
 */
export function readBatch(
  portraits: Uint8ClampedArray,
  examples: readonly Example[],
  { columns, side } = training.portraits,
): Float32Array {
  const length = 3 * side * side;
  const pixels = new Float32Array(examples.length * length);
  for (const [i, { index, mirrored }] of examples.entries()) {
    const place = {
      rowLength: columns * side,
      left: (index % columns) * side,
      top: Math.floor(index / columns) * side,
    };
    toPlanar(
      portraits,
      side,
      { channels: 4, ...place, mirrored },
      pixels.subarray(i * length, (i + 1) * length),
    );
  }
  return pixels;
}

/** @returns all portraits as `readBatch` takes them @throws EngineError of kind `format` */
export async function decodePortraits(file: ArrayBuffer, url: string): Promise<Uint8ClampedArray> {
  const { count, columns, side } = training.portraits;
  try {
    const bitmap = await createImageBitmap(new Blob([file]), { colorSpaceConversion: 'none' });
    const { width, height } = bitmap;
    if (width !== columns * side || height !== (count / columns) * side) {
      throw new RangeError(
        `expected ${count} portraits of ${side} × ${side} pixels, ${columns} in a row; got ${width} × ${height} pixels`,
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
