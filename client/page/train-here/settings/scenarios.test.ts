import { describe, expect, it } from 'vitest';
import { TRAINING_SOURCES } from '../sets/training-sources.ts';
import {
  askedRecipe,
  askedRefusal,
  isRefusal,
  linkedSettings,
  recipeWith,
  settingsOf,
} from './run-settings.ts';
import { SCENARIO_NAMES, scenarioOf, scenarioSettings } from './scenarios.ts';
import { isSetting } from './setting-keys.ts';

const USUAL = Object.entries(TRAINING_SOURCES).map(([name, { set }]) => [name, set.recipe] as const);

describe.each(USUAL)('on %s', (_, usual) => {
  it.each(SCENARIO_NAMES)('the scenario %s is valid, and is another training', (name) => {
    const settings = scenarioSettings(name, usual);
    const recipe = recipeWith(usual, settings);
    expect(isRefusal(recipe)).toBe(false);
    expect(recipe).not.toEqual(usual);
    // An address can carry it, and knobs show it.
    expect(Object.entries(settings).every(([key, value]) => isSetting(key, value))).toBe(true);
    expect(askedRecipe(usual, name, {})).toEqual(recipe);
  });

  it('a link to changed settings of a scenario leads to the same recipe', () => {
    const recipe = askedRecipe(usual, 'collapse', {
      discriminatorRate: usual.discriminatorRate,
      loss: 'hinge',
      seed: 7,
    });
    const linked = linkedSettings(usual, recipe, 'collapse');
    // What is usual but not in the scenario is said, too.
    expect(linked).toMatchObject({ discriminatorRate: usual.discriminatorRate, loss: 'hinge', seed: 7 });
    expect(askedRecipe(usual, 'collapse', linked)).toEqual(recipe);
  });

  it('a link to the usual settings says the seed, so that it begins a training', () => {
    expect(linkedSettings(usual, usual, null)).toEqual({ seed: usual.seed });
  });
});

const [, usual] = USUAL[0] ?? [];
if (usual === undefined) {
  throw new Error('there is no set');
}

it('settings that do not go together are refused with the recipe’s reason, and an address with them begins as usual', () => {
  const refused = recipeWith(usual, { discriminatorNorm: 'batch' });
  expect(refused).toEqual({
    key: 'r1Weight',
    why: expect.stringContaining('batch norm makes a logit depend on the whole batch'),
    instead: 'discriminatorNorm = "none" or r1Weight = 0',
  });
  expect(askedRecipe(usual, null, { discriminatorNorm: 'batch' })).toEqual(usual);
  expect(askedRefusal(usual, null, { discriminatorNorm: 'batch' })).toEqual(refused);
  expect(askedRefusal(usual, 'strongD', { discriminatorNorm: 'batch' })).toBe(null);
  expect(isRefusal(recipeWith(usual, { discriminatorNorm: 'batch', r1Weight: 0 }))).toBe(false);
});

it('what differs from the usual recipe is the settings', () => {
  const settings = { resolution: 16, generatorRate: 1e-4, augmentColour: true } as const;
  expect(settingsOf(usual, { ...usual, ...settings })).toEqual(settings);
  expect(settingsOf(usual, usual)).toEqual({});
});

it('a scenario that is not known is none', () => {
  expect(scenarioOf('collapse')).toBe('collapse');
  expect(scenarioOf('constructor')).toBeNull();
  expect(scenarioOf(null)).toBeNull();
});
