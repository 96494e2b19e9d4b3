/**
 * The arithmetic of the paper (Radford et al., section 6.3.2) on faces that are chosen by their predicted attributes:
 * mean(a) − mean(b) + mean(c), each the mean of three exemplars, should show the trait of a on a face like c.
 */
import { addVectors, meanVector, subtractVectors } from '../../latent/directions.ts';
import type { Arithmetic } from '../../latent/model/measurements.ts';
import { philox } from '../../latent/seed/philox.ts';
import type { TestedGenerator } from '../evaluate/tested-generator.ts';
import { attributeIndex } from '../measures/attributes/predicted-attributes.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import { quantileOfSorted } from '../statistics.ts';
import { column, predictFaces, type SampledFaces } from './sampled-faces.ts';

const TRIPLES = 200;
const EXEMPLARS = 3;
/** The number of examples that are published. */
const SHOWN = 6;
/** The largest turn of an exemplar's head, in degrees. */
const FRONTAL = 18;
/**
 * Exemplars are clear, like those that the authors of the paper chose by eye: the clearest tenth of the faces with a trait,
 * or without it; the clearest quarter for the trait that two terms share, which cancels out.
 */
const CLEAREST = { own: 0.1, common: 0.25 } as const;

/** Whether an attribute is there, is not, or does not matter. */
type Traits = Readonly<Record<string, boolean>>;
type Relation = {
  readonly relation: string;
  readonly shows: Arithmetic['shows'];
  readonly a: Traits;
  readonly b: Traits;
  readonly c: Traits;
  readonly result: Traits;
};

const [WOMAN, MAN] = [{ gender: false }, { gender: true }] as const;
function relation(
  name: string,
  first: Traits,
  second: Traits,
  words: readonly [string, string, string, string],
): Relation {
  const [a, b, c, result] = words;
  return {
    relation: name,
    shows: { a, b, c, result },
    a: { ...first, [name]: true },
    b: { ...first, [name]: false },
    c: { ...second, [name]: false },
    result: { ...second, [name]: true },
  };
}

const RELATIONS: readonly Relation[] = [
  relation('smile', WOMAN, MAN, ['smiling woman', 'neutral woman', 'neutral man', 'smiling man']),
  relation('glasses', MAN, WOMAN, [
    'man with glasses',
    'man without glasses',
    'woman without glasses',
    'woman with glasses',
  ]),
];

/** What of an attribute counts as there and as not there, in an exemplar and in a result. */
type Bounds = { readonly low: number; readonly middle: number; readonly high: number };

function boundsOf(values: Float32Array, name: string, clearest: number): Bounds {
  const sorted = values.toSorted();
  // Presences are logits: above 0 they are read as there. A smile is an amount.
  const middle = name === 'smile' ? (quantileOfSorted(sorted, 0.25) + quantileOfSorted(sorted, 0.75)) / 2 : 0;
  const without = sorted.filter((value) => value <= middle);
  return {
    low: quantileOfSorted(without, clearest),
    middle,
    high: quantileOfSorted(sorted.subarray(without.length), 1 - clearest),
  };
}

type Candidate = {
  readonly example: Arithmetic['examples'][number];
  /** How far beyond the middle its least clear trait is, as a share of what lies between the bounds. */
  readonly margin: number;
  readonly outlierScore: number;
};

/** At this margin a trait of a result is as clear as those of the exemplars: beyond it, the more ordinary face is better. */
const CLEAR = 0.5;

/** Best first: the clear ones, and among them the lowest outlier scores. */
function byMerit(x: Candidate, y: Candidate): number {
  return Math.min(y.margin, CLEAR) - Math.min(x.margin, CLEAR) || x.outlierScore - y.outlierScore;
}

async function measure(
  generator: TestedGenerator,
  predictor: AttributePredictor,
  { predictions, features, z, first, count, outlierScores, isBelievable }: SampledFaces,
  { relation: name, shows, result, ...terms }: Relation,
): Promise<Arithmetic | undefined> {
  const names = Object.keys(result);
  const columns = Object.fromEntries(
    names.map((trait) => [trait, column(predictions, attributeIndex(trait))]),
  );
  const bounds = Object.fromEntries(
    Object.entries(columns).map(([trait, values]) => [
      trait,
      boundsOf(values, trait, CLEAREST[trait === name ? 'own' : 'common']),
    ]),
  );
  const turn = column(predictions, attributeIndex('turn'));
  const credible = isBelievable(features);
  const has = (traits: Traits, i: number): boolean =>
    Object.entries(traits).every(([trait, spec]) => {
      const value = columns[trait]?.[i] ?? Number.NaN;
      return spec ? value > (bounds[trait]?.high ?? 0) : value < (bounds[trait]?.low ?? 0);
    });
  const faces = Array.from({ length: count }, (_, i) => i).filter(
    (i) => credible[i] && Math.abs(turn[i] ?? 90) < FRONTAL,
  );
  const pools = Object.entries(terms).map(([term, traits]) => ({
    term,
    pool: faces.filter((i) => has(traits, i)),
  }));
  if (pools.some(({ pool }) => pool.length < 2 * EXEMPLARS)) {
    return undefined;
  }

  const size = generator.latentSize;
  const latent = (i: number): Float32Array => z.subarray(i * size, (i + 1) * size);
  const results = new Float32Array(TRIPLES * size);
  const plain = new Float32Array(TRIPLES * size);
  const triples = Array.from({ length: TRIPLES }, (_, t) => {
    const [a, b, c] = pools.map(({ pool }, p) => {
      const chosen = new Set<number>();
      for (let drawn = 0; chosen.size < EXEMPLARS; drawn++) {
        chosen.add(pool[philox(t, p, drawn, 0, 0, 4)[0] % pool.length] ?? 0);
      }
      return [...chosen];
    }) as [number[], number[], number[]];
    const middle = (chosen: readonly number[]): Float32Array => meanVector(chosen.map(latent));
    plain.set(middle(c), t * size);
    results.set(addVectors(subtractVectors(middle(a), middle(b)), middle(c)), t * size);
    return { a, b, c };
  });
  const drawn = await predictFaces(generator, predictor, results);
  const own = attributeIndex(name);
  const before = column((await predictFaces(generator, predictor, plain)).predictions, own);
  const after = column(drawn.predictions, own);
  const scores = outlierScores(drawn.features);
  /** The least margin of each result, negative where a trait is not as meant. */
  const margins = triples.map((_, t) =>
    Math.min(
      ...Object.entries(result).map(([trait, spec]) => {
        const { low, middle, high } = bounds[trait] ?? { low: -1, middle: 0, high: 1 };
        const value = (column(drawn.predictions, attributeIndex(trait))[t] ?? Number.NaN) - middle;
        return ((spec ? 1 : -1) * value) / (high - low);
      }),
    ),
  );
  const seeds = (chosen: readonly number[]): number[] => chosen.map((i) => first + i);
  const examples = triples
    .flatMap(({ a, b, c }, t): Candidate[] => {
      const margin = margins[t] ?? 0;
      const outlierScore = scores[t] ?? Number.POSITIVE_INFINITY;
      // What a mean alone shows already, the arithmetic has not added.
      const good = outlierScore <= 1 && margin > 0 && (after[t] ?? 0) > (before[t] ?? 0);
      return good ? [{ margin, outlierScore, example: { a: seeds(a), b: seeds(b), c: seeds(c) } }] : [];
    })
    .sort(byMerit)
    .slice(0, SHOWN)
    .map(({ example }) => example);
  if (examples.length === 0) {
    return undefined;
  }
  const asMeant = margins.filter((margin) => margin > 0).length / TRIPLES;
  return { relation: name, shows, examples, measured: { asMeant, triples: TRIPLES } };
}

/** The relations that the model's faces allow; one of which it has too few exemplars, or no good result, is left out. */
export async function measureArithmetic(
  generator: TestedGenerator,
  predictor: AttributePredictor,
  sampled: SampledFaces,
): Promise<Arithmetic[]> {
  const found: Arithmetic[] = [];
  for (const each of RELATIONS) {
    const measured = await measure(generator, predictor, sampled, each);
    if (measured) {
      found.push(measured);
    }
  }
  return found;
}
