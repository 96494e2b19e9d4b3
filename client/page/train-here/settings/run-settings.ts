/** From a set's usual recipe and the visitor's settings to the recipe of a training, and back. */
import { messageOf } from '@dareka/engine';
import { parseRecipe, type Recipe } from '../../../../gan/recipe.ts';
import { type ScenarioName, scenarioSettings } from './scenarios.ts';
import { isSetting, SETTING_KEYS, type Settings } from './setting-keys.ts';

/** Why some settings do not go together. */
export type Refusal = {
  /** The setting that the reason is given for. */
  readonly key: string;
  /** The reason, as `parseRecipe` words it. */
  readonly why: string;
  /** What to write instead, in a recipe. */
  readonly instead: string;
};

const SOURCE = 'the settings';
/** An error of `parseRecipe`. */
const REFUSED = new RegExp(`^${SOURCE}: (\\w+): (.*); write (.*)$`, 's');

/** The usual recipe with these settings, or why there is no such recipe. */
export function recipeWith(usual: Recipe, settings: Settings): Recipe | Refusal {
  const values: Record<string, unknown> = { ...usual, ...settings };
  try {
    return parseRecipe(values, SOURCE);
  } catch (error) {
    const message = messageOf(error);
    const [, key = '', why = message, instead = ''] = REFUSED.exec(message) ?? [];
    return { key, why, instead };
  }
}

export function isRefusal(result: Recipe | Refusal): result is Refusal {
  return 'why' in result;
}

/** The recipe that an address asks for: the scenario's, with the settings; the usual one where they do not go together. */
export function askedRecipe(usual: Recipe, scenario: ScenarioName | null, settings: Settings): Recipe {
  const asked = recipeOrRefusal(usual, scenario, settings);
  return isRefusal(asked) ? usual : asked;
}

/** Why the settings that an address asks for do not go together; null where they do. */
export function askedRefusal(
  usual: Recipe,
  scenario: ScenarioName | null,
  settings: Settings,
): Refusal | null {
  const asked = recipeOrRefusal(usual, scenario, settings);
  return isRefusal(asked) ? asked : null;
}

function recipeOrRefusal(usual: Recipe, scenario: ScenarioName | null, settings: Settings): Recipe | Refusal {
  return recipeWith(usual, { ...settingsOfScenario(usual, scenario), ...settings });
}

/**
 * The settings that a link needs so that `askedRecipe` gives this recipe. The seed is always among them: a link without settings goes on with the
 * training that is there.
 */
export function linkedSettings(usual: Recipe, recipe: Recipe, scenario: ScenarioName | null): Settings {
  return { ...settingsOf(askedRecipe(usual, scenario, {}), recipe), seed: recipe.seed };
}

function settingsOfScenario(usual: Recipe, scenario: ScenarioName | null): Settings {
  return scenario === null ? {} : scenarioSettings(scenario, usual);
}

/** The settings in which a recipe differs from the usual one. */
export function settingsOf(usual: Recipe, recipe: Recipe): Settings {
  return Object.fromEntries(
    SETTING_KEYS.flatMap((key) => {
      const value = recipe[key];
      return value !== usual[key] && isSetting(key, value) ? [[key, value]] : [];
    }),
  );
}
