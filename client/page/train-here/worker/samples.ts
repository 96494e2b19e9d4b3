/** The grid of samples: pictures of the same seeds throughout the training, which show its progress. */
import { inputsFromSeeds } from '../../../../latent/condition/condition.ts';
import { toRgba } from '../../../../picture/rgba.ts';
import { tileRgba } from '../../../../picture/tile.ts';
import { generatorInputOf, gridSide, type TrainingSet } from '../sets/training-set.ts';
import type { BrowserTrainer } from './trainer.ts';

/** The generator's inputs for the grid (`gridSide` says which), f32 [n, latentSize + classes]. */
function inputsOfGrid(set: TrainingSet): Float32Array {
  const model = generatorInputOf(set);
  const side = gridSide(set.recipe);
  if (model.condition === undefined) {
    return inputsFromSeeds(1, side ** 2, model);
  }
  const rows = model.condition.classes.map((_, ofClass) => inputsFromSeeds(1, side, model, ofClass));
  const inputs = new Float32Array(side ** 2 * model.latentSize);
  rows.forEach((row, i) => {
    inputs.set(row, i * row.length);
  });
  return inputs;
}

/** @returns the grid of samples: RGBA u8 [side, side, 4] */
export async function drawSamples(
  trainer: BrowserTrainer,
  set: TrainingSet,
): Promise<{ side: number; pixels: Uint8ClampedArray<ArrayBuffer> }> {
  const { resolution } = set.recipe;
  const columns = gridSide(set.recipe);
  const rgba = toRgba(await trainer.generate(inputsOfGrid(set)), resolution);
  const length = 4 * resolution ** 2;
  const pictures = Array.from({ length: columns ** 2 }, (_, i) =>
    rgba.subarray(i * length, (i + 1) * length),
  );
  return { side: columns * resolution, pixels: tileRgba(pictures, resolution, columns) };
}
