/**
 * Odds for the labels of a manifest: how likely a face of z is to be read as beyond the boundaries between the words of its traits
 * (`latent/traits/trait-odds.ts`), as the attribute network reads many faces.
 *
 * First faces of seeds are read. The odds that are fitted to these choose faces for words and pairs of words, as names get them,
 * and the odds are fitted anew to both: most of these faces are of kinds that are rare among seeds.
 */
import { type AvatarModel, avatarFace } from '../../../latent/avatar.ts';
import { latentFromFace } from '../../../latent/face.ts';
import { latentsFromSeeds } from '../../../latent/seed/seed.ts';
import type { Label } from '../../../latent/traits/labels.ts';
import type { Odds } from '../../../latent/traits/odds.ts';
import { betweenOdds, ENOUGH } from '../../../latent/traits/trait-odds.ts';
import { type NamedDirection, type Traits, traitsOf } from '../../../latent/traits/traits.ts';
import { column, predictFaces } from '../../directions/sampled-faces.ts';
import { PREDICTED_ATTRIBUTES } from '../../measures/attributes/predicted-attributes.ts';
import type { AttributePredictor } from '../../measures/attributes/predictor.ts';
import type { TestedGenerator } from '../tested-generator.ts';
import { fitOdds } from './fit-odds.ts';
import { traitReading } from './trait-reading.ts';

/** Faces of seeds that odds are fitted to, and their first seed: others than those of directions, and not those of names. */
export const FACES = 18_000;
const FIRST_SEED = 3_000_001;
/** The first numbers of z of every second face are this much larger, so that enough faces show what is rare, several rare things too. */
const WIDER = 1.5;
/** How many faces of seeds there are for each face that is chosen for words. */
const CHOSEN = 2;
/** For a word between two others the bound is such that one of this number of faces of seeds shows it. */
const ONE_OF = 20;

export type OddsOptions = {
  /** How many of the first numbers of z stand for labels, by the recipe. */
  readonly numbers: number;
  /** Fewer faces of seeds, for a faster trial. */
  readonly faces?: number;
  readonly tell: (message: string) => void;
};

/** What was read in faces. */
export type ReadFaces = {
  /** f32 [n, latentSize] */
  readonly z: Float32Array;
  /** f32 [n, attributes] */
  readonly predictions: Float32Array;
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

/** Every word by itself, and with every word of the other traits. */
function wordsAndPairs(named: readonly NamedDirection[]): Traits[] {
  const words = traitsOf(named).flatMap(({ name, words: own }) =>
    Array.from(own.keys(), (word) => ({ name, word })),
  );
  return words.flatMap((one, i) => [
    { [one.name]: one.word },
    ...words
      .slice(i + 1)
      .filter(({ name }) => name !== one.name)
      .map((other) => ({ [one.name]: one.word, [other.name]: other.word })),
  ]);
}

/** z of faces that names get, with one word or pair after the other, f32 [faces, latentSize]. */
function chosenLatents(model: AvatarModel, faces: number): Float32Array {
  const asked = wordsAndPairs(model.named);
  const z = new Float32Array(faces * model.latentSize);
  for (let i = 0; i < faces; i++) {
    const face = avatarFace(`odds ${i}`, asked[i % asked.length] ?? {}, model);
    z.set(latentFromFace(face, model), i * model.latentSize);
  }
  return z;
}

/** @returns the labels of the model, each with its odds */
export async function findOdds(
  generator: TestedGenerator,
  predictor: AttributePredictor,
  model: AvatarModel,
  { numbers, faces = FACES, tell }: OddsOptions,
): Promise<Label[]> {
  async function read(z: Float32Array): Promise<ReadFaces> {
    return { z, predictions: (await predictFaces(generator, predictor, z)).predictions };
  }
  tell(`reading ${faces} faces of ${generator.name} for the odds of traits`);
  const seeds = await read(oddsLatents(generator, faces, numbers));
  const labels = addOdds(model, seeds, numbers);
  const chosen = Math.ceil(faces / CHOSEN);
  tell(`reading ${chosen} faces that these odds choose for words`);
  return addOdds(model, seeds, numbers, await read(chosenLatents({ ...model, labels }, chosen)));
}

/**
 * @param seeds faces of seeds, every second one as usual
 * @param numbers how many of the first numbers of z stand for labels
 * @param chosen more faces
 */
function addOdds(
  { named, labels = [], latentSize }: Pick<AvatarModel, 'named' | 'labels' | 'latentSize'>,
  seeds: ReadFaces,
  numbers: number,
  chosen?: ReadFaces,
): Label[] {
  const attributes = PREDICTED_ATTRIBUTES.length;
  const usual = {
    z: seeds.z.filter((_, i) => Math.floor(i / latentSize) % 2 === 0),
    predictions: seeds.predictions.filter((_, i) => Math.floor(i / attributes) % 2 === 0),
  };
  const all = {
    z: joined(seeds.z, chosen?.z),
    predictions: joined(seeds.predictions, chosen?.predictions),
  };
  const known = traitsOf(named);
  return labels.map((label) => {
    const trait = known.find((each) => named[each.direction]?.name === label.direction);
    if (trait === undefined) {
      return label;
    }
    const reading = traitReading(trait, label.direction, usual.predictions);
    const values = [...column(all.predictions, reading.column)];
    const [low, high] = reading.bounds;
    const beyond = (bound: number): Odds =>
      fitOdds({ z: all.z, size: latentSize, shown: values.map((value) => value >= bound) }, numbers);
    const { between: _, ...rest } = label;
    if (low === high) {
      return { ...rest, odds: [beyond(low)] };
    }
    const odds: [Odds, Odds] = [beyond(low), beyond(high)];
    const between = trait.words.size > 2 ? enoughBetween(odds, usual.z, latentSize) : ENOUGH;
    return { ...rest, odds, ...(between < ENOUGH ? { between } : {}) };
  });
}

function joined(one: Float32Array, other: Float32Array = new Float32Array()): Float32Array {
  const both = new Float32Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** Log-odds of being between two boundaries that one of `ONE_OF` faces has. */
function enoughBetween([low, high]: readonly [Odds, Odds], z: Float32Array, size: number): number {
  const sorted = Float64Array.from({ length: z.length / size }, (_, i) =>
    betweenOdds(low, high, z.subarray(i * size, (i + 1) * size)),
  ).sort();
  return Number((sorted[Math.floor(sorted.length * (1 - 1 / ONE_OF))] ?? 0).toFixed(2));
}
