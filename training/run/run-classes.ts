/** The names of the classes of a run with a condition. */
import { parseNameList } from '../../gan/name-list.ts';
import { parseRecipe, type Recipe } from '../../gan/recipe.ts';
import { type DatasetOptions, openDataset } from '../data/dataset.ts';
import { readClasses } from '../data/labels/classes.ts';
import type { ClassedDataset } from '../data/labels/loaded-classes.ts';

export type NamedClasses = {
  readonly recipe: Recipe;
  /** The data, where they had to be opened for the names: for the loader, which closes them. */
  readonly opened?: ClassedDataset;
};

/**
 * The recipe with the names of its classes: those that it has, or those of the run, or those of the data. A run stores them, so that what a number of
 * y means does not depend on later data.
 * @param before the recipe that the run was started with, or that of the run that it grows from; undefined for a new one
 * @throws where the data have no classes, as `readClasses` does
 */
export async function nameClasses(
  recipe: Recipe,
  before: Recipe | undefined,
  data: string,
  options: DatasetOptions,
): Promise<NamedClasses> {
  if (recipe.condition === 'none' || recipe.classes !== '') {
    return { recipe };
  }
  const named = (names: readonly string[]): Recipe =>
    parseRecipe({ ...recipe, classCount: names.length, classes: names.join(', ') }, recipe.name);
  if (before && before.classes !== '') {
    return { recipe: named(parseNameList(before.classes)) };
  }
  const source = await openDataset(data, options);
  try {
    const classes = await readClasses(source, recipe);
    return { recipe: named(classes.names), opened: { source, classes } };
  } catch (cause) {
    await source.close();
    throw cause;
  }
}
