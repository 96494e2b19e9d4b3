/** What can be asked of a face in words: `{ age: 'old', glasses: 'yes', smile: 0.5 }`. */

import { MAX_EDITS } from '../face.ts';
import type { Position } from './conditioning.ts';
import { camelCase, directionKey } from './direction-name.ts';
import { CLASS_TRAIT, isParameter, TRAIT_NAMES } from './trait-name.ts';

/** A word, or a number from −1 to 1: the share of the direction's range that way, 0 in the middle of all faces. */
export type TraitValue = string | number;
/** By name. `class` is the class of a conditional model (`separateClass`). */
export type Traits = Readonly<Record<string, TraitValue>>;

/** A direction of a model, as its manifest describes it. */
export type NamedDirection = {
  readonly name: string;
  /** What the lowest and the highest amount look like. */
  readonly ends?: readonly [string, string] | undefined;
  readonly range: readonly [number, number];
};

/** Where a face that has a trait is. */
export type TraitPosition = Position & {
  /** Whether a word asked for it, and no number. */
  readonly byWord: boolean;
};

/** One trait of a model. */
export type Trait = {
  readonly name: string;
  /** The index of its direction. */
  readonly direction: number;
  /** Each word, with the number that it stands for. */
  readonly words: ReadonlyMap<string, number>;
};

/** How far a word goes. With 0.75 a network that knows faces reads only 92 of 100 faces as masculine, with 0.9 it reads 96. */
const FAR = 0.9;
/** How far the head turns for a word: at 0.75 it turns by 33 degrees, more than a portrait should. */
const TURNED = 0.6;
const YES = { no: -FAR, yes: FAR };

/** The words of each trait, by its stable name. They never change, since addresses of avatars hold them. */
const WORDS: ReadonlyMap<string, Readonly<Record<string, number>>> = new Map([
  ['smile', YES],
  ['age', { young: -FAR, old: FAR }],
  ['gender', { feminine: -FAR, masculine: FAR }],
  ['glasses', YES],
  ['beard', YES],
  ['hair', { short: -FAR, long: FAR }],
  ['hairColor', { dark: -FAR, light: FAR }],
  ['skin', { dark: -FAR, light: FAR }],
  ['turn', { left: -TURNED, front: 0, right: TURNED }],
  ['nod', { down: -TURNED, level: 0, up: TURNED }],
  ['tilt', { left: -TURNED, upright: 0, right: TURNED }],
  ['light', { left: -FAR, front: 0, right: FAR }],
  ['mouth', { closed: -FAR, open: FAR }],
  ['hat', YES],
  ['earrings', YES],
] as [string, Record<string, number>][]);

/** The traits that models may have, by their stable names, each with its words. */
export const KNOWN_TRAITS: ReadonlyMap<string, readonly string[]> = new Map(
  Array.from(TRAIT_NAMES.values(), (name) => [name, Object.keys(WORDS.get(name) ?? {})]),
);

/** The traits of a model: a direction without a stable name has its own name, and the words of its ends. */
export function traitsOf(directions: readonly NamedDirection[]): Trait[] {
  return directions.map(({ name, ends }, direction) => {
    const known = TRAIT_NAMES.get(directionKey(name));
    const words = WORDS.get(known ?? '') ?? (ends ? { [ends[0]]: -FAR, [ends[1]]: FAR } : YES);
    return { name: known ?? camelCase(name), direction, words: new Map(Object.entries(words)) };
  });
}

/** The class that traits ask for, apart from those that ask for positions along directions. */
type SeparatedClass = { readonly asked: TraitValue | undefined; readonly traits: Traits };

/** What of a model says what can be asked of it. */
type Askable = { readonly named: readonly NamedDirection[]; readonly condition?: object | undefined };

/** `class` is no trait like the others, unless a model without classes, from elsewhere, has a direction of that name. */
export function separateClass(traits: Traits, { named, condition }: Askable): SeparatedClass {
  const isTrait = condition === undefined && traitsOf(named).some(({ name }) => name === CLASS_TRAIT);
  if (isTrait) {
    return { asked: undefined, traits };
  }
  const { [CLASS_TRAIT]: asked, ...others } = traits;
  return { asked, traits: others };
}

/**
 * The stable names of what addresses may ask of a model, by `directionKey`: `hairColor` by `haircolor`. Traits that other models have are among
 * them where they have a stable name, so that they are refused and not ignored; names that another model gave its own directions are not, since
 * what an address means never changes.
 */
export function askableNames({ named, condition }: Askable): ReadonlyMap<string, string> {
  const stable = [CLASS_TRAIT, ...KNOWN_TRAITS.keys()];
  const own = [
    ...(condition === undefined ? [] : [CLASS_TRAIT]),
    ...traitsOf(named).flatMap(({ name }) => (isParameter(name) ? [] : [name])),
  ];
  // A model's own spelling of a stable name counts, unless it has the stable one too.
  const ascending = [...stable, ...own, ...own.filter((name) => stable.includes(name))];
  const names = new Map(ascending.map((name) => [directionKey(name), name]));
  names.delete('');
  return names;
}

/** As many of the traits as a face can have edits, and the class. */
export function withinEdits(traits: Traits, model: Askable): Traits {
  const { asked, traits: others } = separateClass(traits, model);
  return {
    ...(asked === undefined ? {} : { [CLASS_TRAIT]: asked }),
    ...Object.fromEntries(Object.entries(others).slice(0, MAX_EDITS)),
  };
}

/**
 * Where a face with these traits is along the model's directions, in the order of the directions.
 *
 * @throws RangeError for a trait that the model does not have, with a list of those it has, and for a value that means nothing
 */
export function traitPositions(traits: Traits, directions: readonly NamedDirection[]): TraitPosition[] {
  const known = traitsOf(directions);
  return Object.entries(traits)
    .map(([name, value]): TraitPosition => {
      const trait = known.find((each) => each.name === name);
      if (trait === undefined) {
        const names = known.map((each) => each.name).join(', ');
        throw new RangeError(`the model has no trait ${JSON.stringify(name)}; it has ${names || 'none'}`);
      }
      const share = shareOf(trait, value);
      const [low, high] = directions[trait.direction]?.range ?? [0, 0];
      const position = share < 0 ? -share * low : share * high;
      return { direction: trait.direction, position, byWord: trait.words.has(String(value)) };
    })
    .sort((a, b) => a.direction - b.direction);
}

/** @returns −1 … 1 */
function shareOf({ name, words }: Trait, value: TraitValue): number {
  const word = typeof value === 'string' ? words.get(value) : undefined;
  if (word !== undefined) {
    return word;
  }
  const share = typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(value) ? Number(value) : value;
  if (typeof share === 'number' && share >= -1 && share <= 1) {
    return share;
  }
  const known = [...words.keys()].join(', ');
  throw new RangeError(`${name} is ${known}, or a number from -1 to 1; not ${JSON.stringify(value)}`);
}
