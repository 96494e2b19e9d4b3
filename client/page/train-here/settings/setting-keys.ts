/** The keys of a recipe that the visitor may change, and which values the page takes for them. */
import { isRecipeValue, type Recipe } from '../../../../gan/recipe-schema.ts';

export const SETTING_KEYS = [
  'resolution',
  'generatorWidth',
  'discriminatorWidth',
  'batch',
  'generatorRate',
  'discriminatorRate',
  'beta1',
  'loss',
  'r1Weight',
  'discriminatorSteps',
  'augmentColour',
  'augmentTranslation',
  'augmentCutout',
  'generatorNorm',
  'discriminatorNorm',
  'seed',
] as const satisfies readonly (keyof Recipe)[];
export type SettingKey = (typeof SETTING_KEYS)[number];

/** What the visitor has changed of a set's usual recipe. */
export type Settings = Readonly<Partial<Pick<Recipe, SettingKey>>>;

/** The largest values that a page can train with; a recipe may have larger ones. */
const MAX_VALUES: Readonly<Record<string, number>> = {
  resolution: 64,
  generatorWidth: 64,
  discriminatorWidth: 64,
  batch: 64,
};

/** Whether the page takes a value for a key. */
export function isSetting(key: string, value: unknown): key is SettingKey {
  return (
    SETTING_KEYS.some((known) => known === key) &&
    isRecipeValue(key, value) &&
    !(typeof value === 'number' && value > (MAX_VALUES[key] ?? Number.POSITIVE_INFINITY))
  );
}
