/** The set of shapes. Nothing is downloaded for it: the worker that trains draws the pictures. */
import type { Recipe } from '../../../../gan/recipe.ts';
import type { TrainingSet } from '../sets/training-set.ts';

const COUNT = 1200;
const COLUMNS = 40;

/** @param recipe of the portraits, which suits shapes too, without truncation */
export function shapesOf(recipe: Recipe): TrainingSet {
  return {
    recipe: { ...recipe, name: 'browser-shapes-32', truncation: 1 },
    sheet: { count: COUNT, columns: COLUMNS, side: recipe.resolution },
    data: {
      name: 'shapes',
      description:
        'Discs, rings, squares, triangles, crosses and half discs of one colour on a plain ground, drawn by the page itself from a seed.',
      licence: 'CC0-1.0',
      realPersons: false,
    },
  };
}
