/** What it takes for a training to go on with another recipe. */
import type { Recipe } from '../../../../gan/recipe.ts';
import { stateEntries } from '../../../../gan/state-entries.ts';

/**
 * `inputs`: only inputs of a step differ, such as the rates. `graph`: the graph of the step differs, and its tensors do not. `fresh`: the tensors
 * differ, or their first values do, so that the training has to start over.
 */
export type RecipeChange = 'none' | 'inputs' | 'graph' | 'fresh';

/** Keys that a step's graph does not depend on: their values are inputs of the graph, or do not concern it. */
const INPUTS: readonly (keyof Recipe)[] = [
  'name',
  'generatorRate',
  'discriminatorRate',
  'decaySteps',
  'generatorWaits',
  'emaDecay',
  'emaWarmUp',
  'mirror',
  'truncation',
];

export function recipeChange(before: Recipe, after: Recipe): RecipeChange {
  const keys = Object.keys({ ...before, ...after }) as (keyof Recipe)[];
  const changed = keys.filter((key) => before[key] !== after[key]);
  if (changed.length === 0) {
    return 'none';
  }
  if (changed.every((key) => INPUTS.includes(key))) {
    return 'inputs';
  }
  const starts = (recipe: Recipe): string => JSON.stringify([recipe.seed, stateEntries(recipe)]);
  return starts(before) === starts(after) ? 'graph' : 'fresh';
}
