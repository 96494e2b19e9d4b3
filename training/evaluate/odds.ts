/**
 * Odds for the labels of a manifest: how likely a face of z is to be read as beyond the boundaries between the words of its traits
 * (`latent/trait-odds.ts`), as the attribute network reads many faces.
 */
import type { Label } from '../../latent/labels.ts';
import type { Odds } from '../../latent/odds.ts';
import { latentsFromSeeds } from '../../latent/seed.ts';
import { type NamedDirection, traitsOf } from '../../latent/traits.ts';
import { column, predictFaces } from '../directions/sampled-faces.ts';
import { PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import { fitOdds } from './fit-odds.ts';
import type { TestedGenerator } from './tested-generator.ts';
import { traitReading } from './trait-reading.ts';

/** Faces that odds are fitted to, and their first seed: others than those of directions, and not those of names. */
export const FACES = 18_000;
const FIRST_SEED = 3_000_001;
/** The first numbers of z of every second face are this much larger, so that enough faces show what is rare, several rare things too. */
const WIDER = 1.5;

export type OddsOptions = {
  /** How many of the first numbers of z stand for labels, by the recipe. */
  readonly numbers: number;
  /** Fewer faces, for a faster trial. */
  readonly faces?: number;
  readonly tell: (message: string) => void;
};

/** z of the faces, f32 [faces, latentSize]: every second one is as usual. */
function oddsLatents(
  { latentSize, truncation }: TestedGenerator,
  faces: number,
  numbers: number,
): Float32Array {
  const z = latentsFromSeeds(FIRST_SEED, faces, latentSize, truncation);
  return z.map((value, i) =>
    i % latentSize < numbers && Math.floor(i / latentSize) % 2 === 1 ? WIDER * value : value,
  );
}

/** @returns the labels, each with its odds */
export async function findOdds(
  generator: TestedGenerator,
  predictor: AttributePredictor,
  named: readonly NamedDirection[],
  labels: readonly Label[],
  { numbers, faces = FACES, tell }: OddsOptions,
): Promise<Label[]> {
  tell(`reading ${faces} faces of ${generator.name} for the odds of traits`);
  const z = oddsLatents(generator, faces, numbers);
  const { predictions } = await predictFaces(generator, predictor, z);
  return addOdds({ z, predictions }, named, labels, numbers);
}

/**
 * @param read z of faces, f32 [n, latentSize], every second one as usual, and what is read in them, f32 [n, attributes]
 * @param numbers how many of the first numbers of z stand for labels
 */
export function addOdds(
  { z, predictions }: { readonly z: Float32Array; readonly predictions: Float32Array },
  named: readonly NamedDirection[],
  labels: readonly Label[],
  numbers: number,
): Label[] {
  const attributes = PREDICTED_ATTRIBUTES.length;
  const usual = predictions.filter((_, i) => Math.floor(i / attributes) % 2 === 0);
  const size = z.length / (predictions.length / attributes);
  const known = traitsOf(named);
  return labels.map((label) => {
    const trait = known.find((each) => named[each.direction]?.name === label.direction);
    if (trait === undefined) {
      return label;
    }
    const reading = traitReading(trait, label.direction, usual);
    const values = [...column(predictions, reading.column)];
    const [low, high] = reading.bounds;
    const beyond = (bound: number): Odds =>
      fitOdds({ z, size, shown: values.map((value) => value >= bound) }, numbers);
    return { ...label, odds: low === high ? [beyond(low)] : [beyond(low), beyond(high)] };
  });
}
