/**
 * Whether traits hold: how often the attribute network reads in the faces of names what was asked for, and how the other traits
 * are spread in them beside faces without traits.
 */
import { type AvatarModel, avatarFace, conditionedSeed } from '../../../latent/avatar.ts';
import { latentFromFace, type SeedFace } from '../../../latent/face.ts';
import type { TraitMeasurements } from '../../../latent/model/measurements.ts';
import { type Traits, traitsOf } from '../../../latent/traits/traits.ts';
import { column, predictFaces } from '../../directions/sampled-faces.ts';
import { CURRENT_NETWORK, type NetworkVersion } from '../../measures/attributes/networks.ts';
import type { AttributePredictor } from '../../measures/attributes/predictor.ts';
import { roundTo } from '../../statistics.ts';
import type { TestedGenerator } from '../tested-generator.ts';
import { shows, type TraitReading, traitReading } from './trait-reading.ts';

/** Names that are asked with each set of traits. */
export const NAMES = 1000;
/** Names without traits for each of these: what is usual has to be known better than what is compared with it. */
const USUAL = 4;

/** Sets of several traits that are measured beside all single words. */
const COMBINED: readonly Readonly<Record<string, string>>[] = [
  { age: 'old', gender: 'feminine' },
  { age: 'old', gender: 'masculine' },
  { age: 'young', gender: 'feminine' },
  { age: 'young', gender: 'masculine' },
  { age: 'young', glasses: 'yes', beard: 'yes' },
  { age: 'old', beard: 'yes' },
  { age: 'old', glasses: 'yes' },
  { age: 'old', hairColor: 'dark' },
  { age: 'young', hairColor: 'light' },
  { gender: 'feminine', glasses: 'yes' },
  { gender: 'masculine', glasses: 'yes' },
  { gender: 'feminine', hair: 'short' },
  { gender: 'masculine', hair: 'long' },
  { gender: 'masculine', beard: 'yes' },
  { gender: 'masculine', beard: 'no' },
  { gender: 'feminine', skin: 'dark' },
  { hairColor: 'light', skin: 'light' },
  { hairColor: 'dark', skin: 'dark' },
  { smile: 'yes', turn: 'left' },
  { smile: 'yes', mouth: 'open' },
  { beard: 'yes', gender: 'feminine' },
];

/** Combinations that no portrait of the renderer has. */
const ABSENT: readonly Readonly<Record<string, string>>[] = [{ beard: 'yes', gender: 'feminine' }];

function includes(traits: Readonly<Record<string, string>>, part: Readonly<Record<string, string>>): boolean {
  return Object.entries(part).every(([name, word]) => traits[name] === word);
}

/** Standard normal, so that 95 of 100 intervals hold the true share. */
const Z = 1.96;

/** A share with its 95 % interval (Wilson, 1927), which is valid near 0 and 1, too. */
export function shareOf(count: number, n: number): { share: number; low: number; high: number } {
  const share = count / n;
  const centre = share + (Z * Z) / (2 * n);
  const half = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  const scale = 1 + (Z * Z) / n;
  return {
    share: roundTo(share, 4),
    low: roundTo(Math.max(0, (centre - half) / scale), 4),
    high: roundTo(Math.min(1, (centre + half) / scale), 4),
  };
}

/** Whose faces are asked: those of names choose among seeds, those of seeds are edited only, as by `draw({ seed, traits })`. */
const FACES_OF = {
  names: (i: number, traits: Traits, model: AvatarModel): SeedFace => avatarFace(`name ${i}`, traits, model),
  seeds: (i: number, traits: Traits, model: AvatarModel): SeedFace => conditionedSeed(i, traits, model),
} as const;

export type TraitsOptions = {
  /** By default of names. */
  readonly facesOf?: keyof typeof FACES_OF;
  /** By default 1,000. */
  readonly names?: number;
  /** Names without traits, by default four for each of those. */
  readonly usual?: number;
  /** The network that reads the faces. */
  readonly reader?: NetworkVersion;
  readonly tell: (message: string) => void;
};

/**
 * Asks for each word of each trait of the model, and for combinations of them, with the names `name 1`, `name 2` … or the seeds 1, 2 …
 * @throws RangeError where the model has a direction that the network has no attribute for
 */
export async function measureTraits(
  generator: TestedGenerator,
  predictor: AttributePredictor,
  model: AvatarModel,
  {
    facesOf = 'names',
    names = NAMES,
    usual: unasked = USUAL * names,
    reader = CURRENT_NETWORK,
    tell,
  }: TraitsOptions,
): Promise<TraitMeasurements> {
  async function read(traits: Traits, count: number): Promise<Float32Array> {
    const z = new Float32Array(count * model.latentSize);
    for (let i = 0; i < count; i++) {
      const face = FACES_OF[facesOf](i + 1, traits, model);
      z.set(latentFromFace(face, model), i * model.latentSize);
    }
    return (await predictFaces(generator, predictor, z)).predictions;
  }
  tell(`reading ${unasked} faces of ${generator.name} without traits`);
  const usual = await read({}, unasked);
  const known = traitsOf(model.named);
  const readings = known.map((trait) => traitReading(trait, model.named[trait.direction]?.name ?? '', usual));
  const sets = [
    ...readings.flatMap(({ name, words }) => words.map((word) => ({ [name]: word }))),
    ...COMBINED.filter((traits) =>
      Object.entries(traits).every(([name, word]) =>
        readings.some((each) => each.name === name && each.words.includes(word)),
      ),
    ),
  ];
  const asked: TraitMeasurements['asked'] = [];
  for (const traits of sets) {
    const predictions = await read(traits, names);
    const held = shareOf(countOf(predictions, traits, readings), names);
    asked.push({
      traits,
      held,
      usual: roundTo(countOf(usual, traits, readings) / unasked, 4),
      ...(ABSENT.some((part) => includes(traits, part)) ? { absent: true } : {}),
      shares: sharesOf(predictions, readings),
    });
    tell(`${Object.values(traits).join(' + ')}: ${held.share}`);
  }
  return {
    reader,
    names,
    bounds: Object.fromEntries(
      readings.map(({ name, bounds }) => [
        name,
        bounds.map((bound) => roundTo(bound, 4)) as [number, number],
      ]),
    ),
    usual: { names: unasked, shares: sharesOf(usual, readings) },
    asked,
  };
}

/** How many faces show all of these traits. */
function countOf(
  predictions: Float32Array,
  traits: Readonly<Record<string, string>>,
  readings: readonly TraitReading[],
): number {
  const wanted = readings.flatMap((reading) => {
    const word = traits[reading.name];
    return word === undefined ? [] : [{ reading, word, values: column(predictions, reading.column) }];
  });
  const [first] = wanted;
  return first === undefined
    ? 0
    : first.values.filter((_, i) =>
        wanted.every(({ reading, word, values }) => shows(reading, word, values[i] ?? Number.NaN)),
      ).length;
}

/** The share of faces that show each word of each trait. */
function sharesOf(
  predictions: Float32Array,
  readings: readonly TraitReading[],
): Record<string, Record<string, number>> {
  return Object.fromEntries(
    readings.map((reading) => {
      const values = column(predictions, reading.column);
      const share = (word: string): number =>
        roundTo(values.filter((value) => shows(reading, word, value)).length / values.length, 4);
      return [reading.name, Object.fromEntries(reading.words.map((word) => [word, share(word)]))];
    }),
  );
}
