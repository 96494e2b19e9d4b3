/** The sheet of a published model: pictures that it draws, in rows. */
import { type GeneratorInput, inputsFromSeeds } from '../../latent/condition/condition.ts';

/** Pictures in a row: seeds 1 … 32 without classes; with classes a row of each, all of seeds 1 … 8. */
export const SHEET_COLUMNS = 8;
const SEEDS = 32;
/** The most classes that have a row. */
const MOST_CLASSES = 32;

/** The generator's input for the sheet, f32 [n, latentSize]. */
export function sheetInputs(model: GeneratorInput): Float32Array {
  const { condition, latentSize } = model;
  if (condition === undefined) {
    return inputsFromSeeds(1, SEEDS, model);
  }
  const rows = Math.min(condition.classes.length, MOST_CLASSES);
  const width = SHEET_COLUMNS * latentSize;
  const inputs = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    inputs.set(inputsFromSeeds(1, SHEET_COLUMNS, model, row), row * width);
  }
  return inputs;
}
