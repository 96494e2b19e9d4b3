/** What it takes for a training to go on with another recipe. */
import type { Recipe } from '../../../../gan/recipe.ts';
import { stateEntries } from '../../../../gan/state-entries.ts';

/**
 * `inputs`: only what a step is fed differs, such as the rates. `graph`: the step is another one, on the same tensors. `fresh`: there are other
 * tensors, or they begin with other numbers, so that the training has to start over.
 */
export type RecipeChange = 'none' | 'inputs' | 'graph' | 'fresh';

/** Keys that a step's graph does not depend on: what they say is an input of the graph, or none of its business. */
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
