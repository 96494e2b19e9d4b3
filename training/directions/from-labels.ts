/**
 * The directions of a generator whose latents were tied to labels of its data: one for each label, without a network that reads the label in
 * pictures. The first numbers of z stand for the labels' scores L·z (`data/labels/normal-scores.ts`), so that the shortest change of z that
 * raises one score and leaves the others as they are is a column of L⁻¹.
 */
import type { Manifest } from '../../latent/model/manifest.ts';
import { directionKey } from '../../latent/traits/direction-name.ts';
import { traitsOf } from '../../latent/traits/traits.ts';
import { openDataset } from '../data/dataset.ts';
import type { LabelChoice } from '../data/labels/label-attributes.ts';
import { readLabelScores } from '../data/labels/label-scores.ts';

/** How far a score is moved each way, in standard deviations: to what one picture in forty has. */
const REACH = 2;
/** Amounts in share codes are multiples of this, up to the largest (`latent/code/code.ts`). */
const STEP = 1 / 32;
const LARGEST = 127 / 32;

export type LabelDirections = Required<Pick<Manifest, 'directions' | 'labels'>> & {
  /** The unit vector of each direction: f32 [latentSize]. */
  readonly vectors: readonly Float32Array[];
};

/** Column j of the inverse of a lower triangular matrix, whose rows end at the diagonal. */
function inverseColumn(rows: readonly (readonly number[])[], j: number): number[] {
  const column: number[] = [];
  for (const [i, row] of rows.entries()) {
    const sum = column.reduce((total, value, k) => total + value * (row[k] ?? 0), 0);
    column.push(i < j ? 0 : (Number(i === j) - sum) / (row[i] ?? 1));
  }
  return column;
}

/** The name of a label's direction: `hair brown` for `hair=brown`, since addresses and attributes hold it. */
function directionName(label: string): string {
  return label.replace('=', ' ');
}

/** @throws where addresses could not tell two of the labels' directions apart */
function expectDistinctTraits(labels: readonly string[]): void {
  const traits = traitsOf(labels.map((label) => ({ name: directionName(label), range: [-1, 1] })));
  const keys = traits.map(({ name }) => directionKey(name));
  const again = keys.findIndex((key, i) => keys.indexOf(key) < i);
  if (again >= 0) {
    const [first, second] = [keys.indexOf(keys[again] ?? ''), again].map((i) => `"${labels[i]}"`);
    throw new Error(
      `labels: ${first} and ${second} would both be the trait ${traits[again]?.name}; give one another name in the data and in the recipe`,
    );
  }
}

/**
 * @param data that the generator was trained on
 * @param cache the folder of caches, where compressed data are unpacked to
 * @throws where it has not the labels that the recipe names, or two of them give one trait
 */
export async function labelDirections(
  data: string,
  choice: LabelChoice,
  latentSize: number,
  cache?: string,
): Promise<LabelDirections> {
  const source = await openDataset(data, { cache });
  try {
    const { names, scores } = await readLabelScores(source, data, choice);
    expectDistinctTraits(names);
    const found = names.map((label, j) => {
      const change = inverseColumn(scores.rows, j);
      const length = Math.hypot(...change);
      const vector = new Float32Array(latentSize);
      vector.set(change.map((value) => value / length));
      const amount = Math.min(LARGEST, STEP * Math.max(1, Math.round((REACH * length) / STEP)));
      return { name: directionName(label), vector, amount, weights: [...(scores.rows[j] ?? [])] };
    });
    return {
      vectors: found.map(({ vector }) => vector),
      directions: found.map(({ name, amount }) => ({ name, range: [-amount, amount], measured: {} })),
      labels: found.map(({ name, weights }) => ({ direction: name, weights, bounds: [null, null] })),
    };
  } finally {
    await source.close();
  }
}
