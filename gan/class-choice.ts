/** What a recipe says of classes. */
import { isClassName, MAX_CLASS_CHARACTERS, MAX_CLASSES } from '../latent/condition/condition.ts';

export type ClassChoice = {
  /** Names, with commas between, in the order of y; empty for those of the data. */
  readonly classes: string;
  /** What a picture's class is read from (`training/data/labels/class-reader.ts`); empty for its folder, or what stands as `class`. */
  readonly classField: string;
  /** How often a training sees each class: as often as the data have it, or all of them equally often. */
  readonly classBalance: 'data' | 'even';
  /** What is done with pictures that are of none of the classes. */
  readonly unlabelled: 'refuse' | 'ignore';
};

/** What is wrong with the names of classes, as a sentence; undefined where nothing is. */
export function classNamesProblem(names: readonly string[]): string | undefined {
  const odd = names.find((name) => !isClassName(name) || name.includes(','));
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (names.length < 2 || names.length > MAX_CLASSES) {
    return `there have to be 2 to ${MAX_CLASSES} classes, not ${names.length}`;
  }
  if (odd !== undefined) {
    return `${JSON.stringify(odd)} is no name of a class: it has to have 1 to ${MAX_CLASS_CHARACTERS} characters, and no comma among them`;
  }
  return twice === undefined ? undefined : `the class ${JSON.stringify(twice)} is named twice`;
}
