/** The stable names of traits. They never change, since addresses of avatars hold them. */
import { directionKey } from './direction-name.ts';

/** By `directionKey`, for the directions of all models so far. */
export const TRAIT_NAMES: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['smile', 'smile'],
  ['age', 'age'],
  ['gender', 'gender'],
  ['glasses', 'glasses'],
  ['beard', 'beard'],
  ['hairlength', 'hair'],
  ['haircolour', 'hairColor'],
  ['skintone', 'skin'],
  ['turn', 'turn'],
  ['nod', 'nod'],
  ['tilt', 'tilt'],
  ['light', 'light'],
  ['mouthopen', 'mouth'],
  ['hat', 'hat'],
  ['earrings', 'earrings'],
]);

/** The name by which a conditional model's class is asked for, as if it were a trait. */
export const CLASS_TRAIT = 'class';

/**
 * What addresses of avatars and of their view have beside traits, those in the forms of Gravatar and DiceBear too, and those of all views, by
 * `directionKey`. These are never traits, although a label of somebody's data may be called so.
 */
const PARAMETER =
  /^(name|model|size|version|format|as|s|d|f|r|seed|radius|borderradius|flip|scale|backgroundcolor|lang|backend|runtime)$/;

/** Whether addresses mean something else by this name than a trait, however it is spelt. */
export function isParameter(name: string): boolean {
  return PARAMETER.test(directionKey(name));
}

/**
 * The trait that a spelling means, of its own name or of its direction's: `hairColor` for `hair-color`, `haircolor` and
 * `hair-colour`.
 *
 * @returns undefined for what is no trait of the models so far
 */
export function traitNamed(spelling: string): string | undefined {
  const key = directionKey(spelling);
  return TRAIT_NAMES.get(key) ?? [...TRAIT_NAMES.values()].find((name) => directionKey(name) === key);
}
