/** The labels of a data set, as normal scores: what the first numbers of latents stand for. */
import type { Dataset } from '../dataset.ts';
import { type LabelChoice, labelAttributes } from './label-attributes.ts';
import { fitNormalScores, type NormalScores } from './normal-scores.ts';

export type FittedLabels = {
  readonly names: readonly string[];
  /** The attributes of each portrait. */
  readonly table: readonly (readonly (number | undefined)[])[];
  readonly scores: NormalScores;
};

/**
 * Reads the attributes of all portraits that a recipe names.
 * @param path of the data set, for messages
 * @throws where there are no labels, or one of them is known of no portrait
 */
export async function readLabelScores(
  source: Dataset,
  path: string,
  choice: LabelChoice,
): Promise<FittedLabels> {
  const { names, mirrors, read, advice } = labelAttributes(choice);
  const table: (number | undefined)[][] = [];
  for (const [i, { name }] of source.pictures.entries()) {
    table.push(read(await source.labels(i), `${path}: ${name}`));
  }
  for (const [k, name] of names.entries()) {
    if (table.every((values) => values[k] === undefined)) {
      throw new Error(`${path}: no label says anything of "${name}"; ${advice(k, await source.labels(0))}`);
    }
  }
  return { names, table, scores: fitNormalScores(table, mirrors, names) };
}
