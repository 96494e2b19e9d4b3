/** A text that is typed to be drawn, character by character. */

/** How many characters fit in a row. */
export const MAX_TYPED = 12;

/** What is drawn before anything is typed, if the classes are digits: π. */
const FIRST = [...'31415926'];

/** What to draw before anything is typed. */
export function firstText(classes: readonly string[]): string {
  const hasAll = FIRST.every((digit) => classes.includes(digit));
  return (hasAll ? FIRST : classes.slice(0, MAX_TYPED)).join('');
}

/** The form in which texts are compared: composed, and of one width. */
function normalized(text: string): string {
  return text.normalize('NFKC');
}

/** Whether classes can be typed: each is one character. */
export function canBeTyped(classes: readonly string[]): boolean {
  return classes.every((name) => [...normalized(name)].length === 1);
}

export type Typed = {
  /** The index of each character's class. */
  readonly classes: readonly number[];
  /** The characters that are no class, each once. */
  readonly unknown: readonly string[];
};

/** What to draw for a text. White space counts for nothing; what comes after `MAX_TYPED` characters is left out. */
export function typedClasses(text: string, classes: readonly string[]): Typed {
  const characters = [...normalized(text).replaceAll(/\s/g, '')];
  const names = classes.map(normalized);
  const indices = characters.map((character) => names.indexOf(character));
  return {
    classes: indices.filter((index) => index >= 0).slice(0, MAX_TYPED),
    unknown: [...new Set(characters.filter((_, i) => indices[i] === -1))],
  };
}
