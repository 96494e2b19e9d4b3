/** A text that is typed to be drawn, character by character. */

/** So many fit in a row. */
export const MAX_TYPED = 12;

/** Whether classes can be typed: each is one character. */
export function canBeTyped(classes: readonly string[]): boolean {
  return classes.every((name) => [...name].length === 1);
}

export type Typed = {
  /** The index of each character's class. */
  readonly classes: readonly number[];
  /** The characters that are no class, each once. */
  readonly unknown: readonly string[];
};

/** What to draw for a text. White space counts for nothing; what comes after `MAX_TYPED` characters is left out. */
export function typedClasses(text: string, classes: readonly string[]): Typed {
  const characters = [...text.normalize('NFKC').replaceAll(/\s/g, '')];
  const indices = characters.map((character) => classes.indexOf(character));
  return {
    classes: indices.filter((index) => index >= 0).slice(0, MAX_TYPED),
    unknown: [...new Set(characters.filter((_, i) => indices[i] === -1))],
  };
}
