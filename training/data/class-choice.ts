/** What a recipe says of classes. */

/** As many as one byte tells. */
export const MOST_CLASSES = 256;
const NAME_LENGTH = 32;

export type ClassChoice = {
  /** Names, with commas between, in the order of y; empty for those of the data. */
  readonly classes: string;
  /** What a picture's class is read from (`class-reader.ts`); empty for its folder, or what stands as `class`. */
  readonly classField: string;
  /** How often a training sees each class: as often as the data have it, or all of them equally often. */
  readonly classBalance: 'data' | 'even';
  /** What is done with pictures that are of none of the classes. */
  readonly unlabelled: 'refuse' | 'ignore';
};

/** What is wrong with the names of classes, as a sentence; undefined where nothing is. */
export function classNamesProblem(names: readonly string[]): string | undefined {
  const odd = names.find((name) => name === '' || name.length > NAME_LENGTH || /[,\p{Cc}]/u.test(name));
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (names.length < 2 || names.length > MOST_CLASSES) {
    return `there have to be 2 to ${MOST_CLASSES} classes, not ${names.length}`;
  }
  if (odd !== undefined) {
    return `${JSON.stringify(odd)} is no name of a class: it has to have 1 to ${NAME_LENGTH} characters, and no comma among them`;
  }
  return twice === undefined ? undefined : `the class ${JSON.stringify(twice)} is named twice`;
}
