/** What the page trains on: pictures in one sheet, and the recipe that goes with them. */
import type { Recipe } from '../../../gan/recipe.ts';

/** What the command `publish-browser-training` writes beside a sheet. */
export type TrainingSet = {
  readonly recipe: Recipe;
  /** Where the pictures are in the sheet: row by row, each a square of `side` pixels. */
  readonly sheet: { readonly count: number; readonly columns: number; readonly side: number };
  /** What a model that is trained here says of its data. */
  readonly data: {
    readonly name: string;
    readonly description: string;
    readonly licence: string;
    readonly realPersons: boolean;
  };
};
