/** The latents of a run's grids, the same at every step. */

import { withClasses } from '../../gan/latents.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import { GRID_COLUMNS } from './grids.ts';

/** The stream of the recipe's seed for them; no step reaches it. */
const STREAM = 2 ** 32 - 1;
/** Rows of a grid without classes. */
const ROWS = 8;
/** The most classes that have a row; where there are more, some are left out. */
const MOST_ROWS = 16;

export type FixedLatents = {
  /** The generator's input, f32 [count, latentSize + classCount]. */
  readonly latents: Float32Array;
  readonly count: number;
};

/** 8 × 8 latents; with classes, a row of each class, whose columns share z. */
export function fixedLatents(recipe: Pick<Recipe, 'latentSize' | 'classCount' | 'seed'>): FixedLatents {
  const { latentSize, classCount, seed } = recipe;
  const rows = classCount > 0 ? Math.min(classCount, MOST_ROWS) : ROWS;
  const count = rows * GRID_COLUMNS;
  const z = fillNormal(new Float32Array((classCount > 0 ? GRID_COLUMNS : count) * latentSize), seed, STREAM);
  if (classCount === 0) {
    return { latents: z, count };
  }
  const repeated = Float32Array.from({ length: count * latentSize }, (_, i) => z[i % z.length] ?? 0);
  const classOf = (i: number): number => Math.floor((Math.floor(i / GRID_COLUMNS) * classCount) / rows);
  return { latents: withClasses(recipe, repeated, classOf), count };
}
