/** The knobs: which settings each of them changes, and to which values. */

import { GAN_LOSSES, type GanLossName } from '../../../../gan/objective/losses.ts';
import type { Recipe } from '../../../../gan/recipe.ts';
import type { SettingKey, Settings } from './setting-keys.ts';

export const LOSS_NAMES = Object.keys(GAN_LOSSES) as GanLossName[];

/** A few values side by side. */
type Choice = { readonly kind: 'choice'; readonly values: readonly number[] };
/** A slider; `min`, `max` and `step` of a logarithmic one are powers of ten. */
type Scale = {
  readonly kind: 'slider';
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly logarithmic?: true;
};
type Switch = { readonly kind: 'switch'; readonly off: Value; readonly on: Value };
type Other = { readonly kind: 'loss' | 'seed' };
type Value = Settings[SettingKey];

export type Knob = {
  /** The settings that it changes, all to the same value. */
  readonly keys: readonly [SettingKey, ...SettingKey[]];
} & (Choice | Scale | Switch | Other);

const RATE = { kind: 'slider', min: -6, max: -1, step: 0.05, logarithmic: true } as const;
const NORM = { kind: 'switch', off: 'none', on: 'batch' } as const;

export const KNOBS = {
  generatorRate: { keys: ['generatorRate'], ...RATE },
  discriminatorRate: { keys: ['discriminatorRate'], ...RATE },
  discriminatorSteps: { keys: ['discriminatorSteps'], kind: 'slider', min: 1, max: 8, step: 1 },
  loss: { keys: ['loss'], kind: 'loss' },
  r1Weight: { keys: ['r1Weight'], kind: 'choice', values: [0, 0.1, 1, 10] },
  batch: { keys: ['batch'], kind: 'choice', values: [4, 8, 16, 32, 64] },
  augment: {
    keys: ['augmentColour', 'augmentTranslation', 'augmentCutout'],
    kind: 'switch',
    off: false,
    on: true,
  },
  beta1: { keys: ['beta1'], kind: 'slider', min: 0, max: 0.95, step: 0.05 },
  resolution: { keys: ['resolution'], kind: 'choice', values: [16, 32, 64] },
  width: { keys: ['generatorWidth', 'discriminatorWidth'], kind: 'choice', values: [8, 16, 32, 64] },
  generatorNorm: { keys: ['generatorNorm'], ...NORM },
  discriminatorNorm: { keys: ['discriminatorNorm'], ...NORM },
  seed: { keys: ['seed'], kind: 'seed' },
} as const satisfies Record<string, Knob>;
export type KnobName = keyof typeof KNOBS;
export const KNOB_NAMES = Object.keys(KNOBS) as KnobName[];

/** The settings that a knob makes when it is turned to a value. */
export function turned({ keys }: Knob, value: Value): Settings {
  return Object.fromEntries(keys.map((key) => [key, value]));
}

/** The values that a recipe has for the settings of a knob. */
export function knobSettings({ keys }: Knob, recipe: Recipe): Settings {
  return Object.fromEntries(keys.map((key) => [key, recipe[key]]));
}

export function isTurned(knob: Knob, usual: Recipe, values: Settings): boolean {
  return knob.keys.some((key) => values[key] !== undefined && values[key] !== usual[key]);
}

/** Rounds to two digits, so that 0.0020000001 is 0.002. */
export function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
