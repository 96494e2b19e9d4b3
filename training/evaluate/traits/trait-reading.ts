/**
 * Which word of a trait a face shows, as the attribute network reads it.
 *
 * Some traits are there or not: their boundary lies between the labels of the portraits. All others are more or less: a face
 * shows the word of an end where it is read as beyond three quarters of the faces without traits, and the word of the middle
 * where it is read as one of the half between.
 */
import type { Trait } from '../../../latent/traits/traits.ts';
import { column } from '../../directions/sampled-faces.ts';
import { attributeIndex } from '../../measures/attributes/predicted-attributes.ts';

/**
 * By attribute, in its unit; of presences, logits. A beard begins between none (0) and stubble (0.4), as in `groups.ts`, long hair
 * between a ponytail (0.5) and a bob (0.7). A mouth is closed (0) in half of all portraits, and open by 0.3 in the middle of
 * the others.
 */
const BOUNDARIES: Readonly<Record<string, number>> = {
  gender: 0,
  glasses: 0,
  hat: 0,
  earrings: 0,
  beard: 0.3,
  'hair length': 0.6,
  'mouth open': 0.15,
};

export type TraitReading = {
  /** The trait's name. */
  readonly name: string;
  /** The column of its attribute in the network's predictions. */
  readonly column: number;
  /** From the lowest to the highest. */
  readonly words: readonly string[];
  /** A reading below the first shows the first word, one of at least the second the last word. */
  readonly bounds: readonly [number, number];
};

/**
 * @param attribute the name of the trait's direction, which is its attribute's
 * @param usual predictions for faces without traits, f32 [n, attributes]
 * @throws RangeError where the network does not predict that attribute
 */
export function traitReading({ name, words }: Trait, attribute: string, usual: Float32Array): TraitReading {
  const own = attributeIndex(attribute);
  const boundary = BOUNDARIES[attribute];
  const sorted = column(usual, own).sort();
  const quarter = (n: number): number => sorted[Math.round((n / 4) * (sorted.length - 1))] ?? Number.NaN;
  return {
    name,
    column: own,
    words: [...words.keys()].sort((a, b) => (words.get(a) ?? 0) - (words.get(b) ?? 0)),
    bounds: boundary === undefined ? [quarter(1), quarter(3)] : [boundary, boundary],
  };
}

/** Whether a reading shows a word of the trait. */
export function shows({ words, bounds: [low, high] }: TraitReading, word: string, reading: number): boolean {
  switch (words.indexOf(word)) {
    case 0:
      return reading < low;
    case words.length - 1:
      return reading >= high;
    default:
      return reading >= low && reading < high;
  }
}
