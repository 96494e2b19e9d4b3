/**
 * Labels for the manifest of a generator that was trained with them: how the first numbers of z add up to each, and from which
 * value on faces nearly always show the word of an end (`latent/traits/labels.ts`).
 */
import { LATENT_ATTRIBUTES } from '../../gan/latent-attributes.ts';
import { latentsFromSeeds } from '../../latent/seed/seed.ts';
import { type Label, labelValue } from '../../latent/traits/labels.ts';
import { type NamedDirection, traitsOf } from '../../latent/traits/traits.ts';
import { openDataset } from '../data/dataset.ts';
import { readLabelScores } from '../data/labels/label-scores.ts';
import { column, predictFaces } from '../directions/sampled-faces.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import type { TestedGenerator } from './tested-generator.ts';
import { shows, traitReading } from './traits/trait-reading.ts';

/** Faces that the bounds are found with: other seeds than those that directions are fitted to and measured with. */
const FACES = 5000;
const FIRST_SEED = 3_000_001;

/** The share of the faces beyond a bound that have to show the word: a little more than the aim for it, 0.95. */
const SHOWN = 0.97;
/** The fewest faces beyond a bound: then the share has a standard error of 0.017 at most. */
const FEWEST = 100;

/** The direction along which a labelled attribute changes, where it has another name. */
const DIRECTIONS: Readonly<Record<string, string>> = {
  'glasses rank': 'glasses',
  'hair rank': 'hair length',
  'hair luma': 'hair colour',
  'skin luma': 'skin tone',
  'earrings rank': 'earrings',
};

/** The sums of the first numbers of z that stand for labels, by direction. */
export type LabelWeights = ReadonlyMap<string, readonly number[]>;

/**
 * @param data the portraits that the generator was trained on
 * @param count of its labels, by the recipe
 * @param cache the folder of caches, where compressed portraits are unpacked to
 * @throws where the portraits have no labels
 */
export async function readLabelWeights(data: string, count: number, cache?: string): Promise<LabelWeights> {
  const source = await openDataset(data, { cache });
  try {
    const { scores } = await readLabelScores(source, data, { labels: '', labelCount: count });
    return new Map(
      scores.rows.map((row, i) => {
        const name = LATENT_ATTRIBUTES[i] ?? '';
        return [DIRECTIONS[name] ?? name, row];
      }),
    );
  } finally {
    await source.close();
  }
}

/**
 * The value from which on nearly all faces show a word, if there is one.
 * @param values of the label, by face
 * @param shown whether each face shows the word
 * @param end 1 for high values, −1 for low ones
 */
export function boundOf(values: readonly number[], shown: readonly boolean[], end: 1 | -1): number | null {
  const order = [...values.keys()].sort((a, b) => end * ((values[b] ?? 0) - (values[a] ?? 0)));
  let showing = 0;
  let bound: number | null = null;
  for (const [i, face] of order.entries()) {
    showing += Number(shown[face]);
    if (i + 1 >= FEWEST && showing >= SHOWN * (i + 1)) {
      bound = values[face] ?? null;
    }
  }
  return bound;
}

/** @returns a label for each of the model's directions that has weights */
export async function findLabels(
  generator: TestedGenerator,
  predictor: AttributePredictor,
  named: readonly NamedDirection[],
  weightsOf: LabelWeights,
): Promise<Label[]> {
  const { latentSize, truncation } = generator;
  const z = latentsFromSeeds(FIRST_SEED, FACES, latentSize, truncation);
  const { predictions } = await predictFaces(generator, predictor, z);
  return traitsOf(named).flatMap((trait): Label[] => {
    const { name: direction = '' } = named[trait.direction] ?? {};
    const weights = weightsOf.get(direction);
    if (weights === undefined) {
      return [];
    }
    const reading = traitReading(trait, direction, predictions);
    const readings = [...column(predictions, reading.column)];
    const values = readings.map((_, i) =>
      labelValue(weights, z.subarray(i * latentSize, (i + 1) * latentSize)),
    );
    const [low, high] = [reading.words[0], reading.words.at(-1)].map((word = '') =>
      readings.map((each) => shows(reading, word, each)),
    );
    return [
      {
        direction,
        weights: [...weights],
        bounds: [boundOf(values, low ?? [], -1), boundOf(values, high ?? [], 1)],
      },
    ];
  });
}
