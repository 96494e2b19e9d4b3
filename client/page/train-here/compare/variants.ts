/** What a training can be compared with: the same recipe with one thing changed, or the settings that the visitor asks for. */
import type { Recipe } from '../../../../gan/recipe.ts';
import { isRefusal, recipeWith, settingsOf } from '../settings/run-settings.ts';
import { SCENARIO_NAMES, type ScenarioName, scenarioSettings } from '../settings/scenarios.ts';
import type { Settings } from '../settings/setting-keys.ts';

const CHANGES = {
  nonSaturating: { loss: 'nonSaturating' },
  leastSquares: { loss: 'leastSquares' },
  hinge: { loss: 'hinge' },
  relativistic: { loss: 'relativistic' },
  noPenalty: { r1Weight: 0 },
  augmented: { augmentColour: true, augmentTranslation: true },
} as const satisfies Record<string, Settings>;
type ChangeName = keyof typeof CHANGES;

/** `usual`: the set's usual settings; `asked`: those of the settings panel. */
export type VariantName = ChangeName | ScenarioName | 'usual' | 'asked';

export type Variant = { readonly name: VariantName; readonly recipe: Recipe };

/**
 * All variants of a recipe that are valid and differ from it. They have its seed.
 * @param usual the set's usual recipe
 */
export function variantsOf(recipe: Recipe, usual: Recipe): Variant[] {
  const changes: [VariantName, Settings][] = [
    ['usual', settingsOf(recipe, usual)],
    ...Object.entries(CHANGES).map(([name, settings]): [VariantName, Settings] => [
      name as ChangeName,
      settings,
    ]),
    ...SCENARIO_NAMES.map((name): [VariantName, Settings] => [name, scenarioSettings(name, usual)]),
  ];
  return changes.flatMap(([name, settings]) => {
    const { seed } = recipe;
    const changed = recipeWith(recipe, { ...settings, seed });
    return isRefusal(changed) || !differs(recipe, changed) ? [] : [{ name, recipe: changed }];
  });
}

/** Whether two trainings from one seed can be compared: they differ, but not in it. */
export function isComparable(recipe: Recipe, other: Recipe): boolean {
  return recipe.seed === other.seed && differs(recipe, other);
}

function differs(recipe: Recipe, other: Recipe): boolean {
  return Object.keys(settingsOf(recipe, other)).length > 0;
}
