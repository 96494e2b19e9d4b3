/** What the page trains on: pictures in one sheet, and the recipe that goes with them. */
import { labelNames } from '../../../../gan/label-names.ts';
import { generatorInputSize } from '../../../../gan/networks/condition.ts';
import type { Recipe } from '../../../../gan/recipe.ts';
import type { GeneratorInput } from '../../../../latent/condition.ts';
import type { Condition } from '../../../../latent/condition-schema.ts';

/** What the command `publish-browser-training` writes beside a sheet. */
export type TrainingSet = {
  readonly recipe: Recipe;
  /** Where the pictures are in the sheet: row by row, each a square of `side` pixels. */
  readonly sheet: {
    readonly count: number;
    readonly columns: number;
    readonly side: number;
    /** How many there are of each class, where the recipe has classes; one class stands after the other. */
    readonly classes?: readonly number[];
  };
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
  return { name, classes: labelNames(classes), way, frequencies };
}

/** What determines the numbers that the set's generator takes. */
export function generatorInputOf(set: TrainingSet): GeneratorInput {
  const { recipe } = set;
  const { truncation } = recipe;
  return { latentSize: generatorInputSize(recipe), truncation, condition: conditionOf(set) };
}

/** The class of a picture of the sheet; 0 where there are no classes. */
export function classOfPicture({ classes = [] }: TrainingSet['sheet'], index: number): number {
  let end = 0;
  const found = classes.findIndex((count) => {
    end += count;
    return index < end;
  });
  return Math.max(0, found);
}

const USUAL_SIDE = 8;

/**
 * The number of pictures on each side of the grid of samples. They are of seeds 1, 2, …, row by row, drawn by the current generator; with classes
 * a row is of one class, and all rows are of the same seeds.
 */
export function gridSide({ classCount }: Recipe): number {
  return classCount > 0 ? classCount : USUAL_SIDE;
}
