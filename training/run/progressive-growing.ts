/** Starts a run from a trained run of half the resolution: with its weights and averages, and fresh moments. */

import { initialState } from '../../gan/initial-state.ts';
import { generatorParameters } from '../../gan/networks/generator.ts';
import { grow } from '../../gan/networks/grow.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { emaName } from '../../gan/step.ts';
import type { Values } from '../../graph/tensor.ts';
import { UsageError } from '../command-line.ts';
import { averagedGenerator } from '../trainer/sampler.ts';
import { readCheckpoint } from './checkpoints.ts';
import { readRunRecipe } from './run-recipe.ts';
import { readGrowth } from './sessions.ts';

/**
 * Checks the --grow flag of a run that is resumed.
 * @throws UsageError where the run grew from another run, or from none
 */
export async function checkGrownFrom(folder: string, other: string): Promise<void> {
  const { grewFrom: origin } = await readGrowth(folder);
  if (origin !== other) {
    throw new UsageError(
      `${folder} exists already and ${origin === undefined ? 'did not grow from another run' : `grew from ${origin}`}: leave out --grow ${other}, or write another --run NAME`,
    );
  }
}

/**
 * The initial state of a run, from the newest checkpoint of another run of half the resolution.
 * @param folder the other run's
 * @param recipe this run's
 * @throws where the other run has no checkpoint, or its networks do not grow into those of the recipe
 */
export async function grownState(folder: string, recipe: Recipe): Promise<Values> {
  const small = await readRunRecipe(folder);
  const checkpoint = small && (await readCheckpoint(folder));
  if (!small || !checkpoint) {
    throw new Error(`${folder}: there is no run with a checkpoint to grow from`);
  }
  if (recipe.labelWeight > 0 && small.labels !== recipe.labels) {
    throw new UsageError(
      `--grow: the labels of ${folder} are ${JSON.stringify(small.labels)}, and those of the recipe ${JSON.stringify(recipe.labels)}; write the same`,
    );
  }
  if (recipe.condition !== 'none' && small.condition !== 'none' && small.classes !== recipe.classes) {
    throw new UsageError(
      `--grow: the classes of ${folder} are ${JSON.stringify(small.classes)}, and those of the recipe ${JSON.stringify(recipe.classes)}; write the same`,
    );
  }
  const fresh = initialState(recipe);
  const { state } = checkpoint;
  const weights = grow(small, state, recipe, fresh);
  const averages = grow(small, { ...state, ...averagedGenerator(small, state) }, recipe, fresh);
  const moving = generatorParameters(recipe).map(({ name }) => [emaName(name), averages[name]]);
  return { ...weights, ...Object.fromEntries(moving) };
}
