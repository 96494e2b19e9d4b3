/** The labels of a data set, as normal scores: what the first numbers of latents stand for. */
import { ATTRIBUTES, attributeReader, LATENT_ATTRIBUTES } from './attributes.ts';
import type { Dataset } from './dataset.ts';
import { fitNormalScores, type NormalScores } from './normal-scores.ts';

export type FittedLabels = {
  /** The attributes of each portrait. */
  readonly table: readonly (readonly (number | undefined)[])[];
  readonly scores: NormalScores;
};

/**
 * Reads the first `count` of LATENT_ATTRIBUTES of all portraits.
 * @param path of the data set, for messages
 * @throws where there are no labels, or one of them is known of no portrait
 */
export async function readLabelScores(source: Dataset, path: string, count: number): Promise<FittedLabels> {
  const names = LATENT_ATTRIBUTES.slice(0, count);
  const attributesOf = attributeReader(names);
  const table: (number | undefined)[][] = [];
  for (const [i, { name }] of source.pictures.entries()) {
    table.push(attributesOf(await source.labels(i), `${path}: ${name}`));
  }
  names.forEach((name, k) => {
    if (table.every((values) => values[k] === undefined)) {
      throw new Error(
        `${path}: no label says anything of "${name}"; write labelCount = ${k} in the recipe, or use portraits with that label`,
      );
    }
  });
  const scores = fitNormalScores(
    table,
    names.map((name) => ATTRIBUTES[name].mirrors),
  );
  return { table, scores };
}
