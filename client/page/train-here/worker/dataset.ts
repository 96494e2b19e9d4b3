/** The portraits that are learned from, and which of them a step sees. */
import { EngineError } from '@dareka/engine';
import training from '../../../../browser-training/training.json';
import { philox } from '../../../../latent/philox.ts';
import { toPlanar } from '../../../../picture/planar.ts';

const { count, columns, side } = training.portraits;
const { batch, seed, mirror } = training.recipe;
const PLANE = side * side;
/** Of the seed's blocks: apart from those that latents come from. */
const PICKS = 3;

export type Sample = { readonly index: number; readonly mirrored: boolean };

/** The portraits of step t, from 0: drawn at random, each mirrored half of the time. */
export function sampleBatch(step: number): Sample[] {
  return Array.from({ length: batch }, (_, i) => {
    const [place, coin] = philox(seed, 0, i, step, 0, PICKS);
    return { index: place % count, mirrored: mirror && coin % 2 === 1 };
  });
}

/**
 * @param sheet RGBA u8, portraits in rows
 * @returns real: f32 [picks, 3, side, side] in [−1, 1]
 */
export function readBatch(sheet: Uint8ClampedArray, picks: readonly Sample[]): Float32Array {
  const real = new Float32Array(picks.length * 3 * PLANE);
  for (const [i, { index, mirrored }] of picks.entries()) {
    const place = {
      rowLength: columns * side,
      left: (index % columns) * side,
      top: Math.floor(index / columns) * side,
    };
    const out = real.subarray(i * 3 * PLANE, (i + 1) * 3 * PLANE);
    toPlanar(sheet, side, { channels: 4, ...place, mirrored }, out);
  }
  return real;
}

/** The sheet's pixels, RGBA u8. @throws EngineError of kind `format` */
export async function decodePortraits(file: ArrayBuffer, url: string): Promise<Uint8ClampedArray> {
  try {
    const bitmap = await createImageBitmap(new Blob([file]), { colorSpaceConversion: 'none' });
    const { width, height } = bitmap;
    if (width !== columns * side || height !== (count / columns) * side) {
      throw new RangeError(`${width} × ${height} pixels are not ${count} portraits of ${side}`);
    }
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (context === null) {
      throw new Error('this browser gave no canvas to decode on');
    }
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, width, height).data;
  } catch (cause) {
    throw new EngineError({ kind: 'format', file: url, detail: String(cause) }, { cause });
  }
}
