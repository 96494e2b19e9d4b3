/** What the page trains on: pictures in one sheet, and the recipe that goes with them. */
import { parseNameList } from '../../../../gan/name-list.ts';
import { generatorInputSize } from '../../../../gan/networks/condition.ts';
import type { Recipe } from '../../../../gan/recipe.ts';
import type { GeneratorInput } from '../../../../latent/condition/condition.ts';
import type { Condition } from '../../../../latent/condition/condition-schema.ts';
import type { SheetLayout } from './sheet.ts';

/** What the command `publish-browser-training` writes beside a sheet. */
export type TrainingSet = {
  readonly recipe: Recipe;
  /** Where the pictures are. */
  readonly sheet: SheetLayout;
  /** What a model that is trained here says of its data. */
  readonly data: {
    readonly name: string;
    readonly description: string;
    readonly licence: string;
    readonly realPersons: boolean;
  };
};

/** The classes of a set, as the manifest of a model has them; undefined where it has none. */
export function conditionOf({ recipe, sheet }: TrainingSet): Condition | undefined {
  const { condition: way, conditionName: name, classes } = recipe;
  if (way === 'none') {
    return undefined;
  }
  const frequencies = (sheet.classes ?? []).map((count) => count / sheet.count);
  return { name, classes: parseNameList(classes), way, frequencies };
}

/** What the generator takes: z, and a class where there are classes. */
export function generatorInputOf(set: TrainingSet): GeneratorInput {
  const { recipe } = set;
  const { truncation } = recipe;
  return { latentSize: generatorInputSize(recipe), truncation, condition: conditionOf(set) };
}

/** Whether a set has pictures of the classes that a recipe asks for. A recipe without classes learns from any set. */
export function hasClassesOf({ recipe: own }: TrainingSet, { classCount, classes }: Recipe): boolean {
  const areSame = String(parseNameList(classes)) === String(parseNameList(own.classes));
  return classCount === 0 || (classCount === own.classCount && areSame);
}

const SIDE_WITHOUT_CLASSES = 8;

/**
 * The number of pictures on each side of the grid of samples. They are of seeds 1, 2, …, row by row, drawn by the current generator; with classes
 * a row is of one class, and all rows are of the same seeds.
 */
export function gridSide({ classCount }: Recipe): number {
  return classCount > 0 ? classCount : SIDE_WITHOUT_CLASSES;
}
