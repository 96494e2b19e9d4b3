/**
 * Trainings that go wrong on purpose, each by a few settings, to show what that looks like. What the texts say of them was seen on every published
 * set and on shapes, within two minutes in WebAssembly; README.md has the figures.
 */
import type { Recipe } from '../../../../gan/recipe.ts';
import { type KnobName, rounded } from './knobs.ts';
import type { Settings } from './setting-keys.ts';

export const SCENARIO_NAMES = ['strongD', 'collapse', 'noNorm', 'highRates'] as const;
export type ScenarioName = (typeof SCENARIO_NAMES)[number];

const MAKERS: Readonly<Record<ScenarioName, (usual: Recipe) => Settings>> = {
  strongD: ({ generatorRate, discriminatorRate }) => ({
    generatorRate: rounded(generatorRate / 10),
    discriminatorRate: rounded(10 * discriminatorRate),
    r1Weight: 0,
  }),
  // One setting alone, so that one slider mends it.
  collapse: ({ discriminatorRate }) => ({ discriminatorRate: rounded(discriminatorRate / 10) }),
  noNorm: () => ({ generatorNorm: 'none', discriminatorNorm: 'none' }),
  highRates: ({ generatorRate, discriminatorRate }) => ({
    generatorRate: rounded(10 * generatorRate),
    discriminatorRate: rounded(10 * discriminatorRate),
  }),
};

/** The sliders that mend a scenario, where sliders can. After those of `highRates` the training has to start over, too. */
export const MENDING_SLIDERS: Readonly<Record<ScenarioName, readonly KnobName[]>> = {
  strongD: [],
  collapse: ['discriminatorRate'],
  noNorm: [],
  highRates: ['generatorRate', 'discriminatorRate'],
};

/** The scenario of that name; null where there is none. */
export function scenarioOf(name: string | null): ScenarioName | null {
  return SCENARIO_NAMES.find((known) => known === name) ?? null;
}

/** What a scenario changes of a set's usual recipe. */
export function scenarioSettings(name: ScenarioName, usual: Recipe): Settings {
  return MAKERS[name](usual);
}
