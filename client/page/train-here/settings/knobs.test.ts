import { expect, it } from 'vitest';
import { TRAINING_SOURCES } from '../sets/training-sources.ts';
import { isTurned, KNOB_NAMES, KNOBS, type Knob, rounded, turned } from './knobs.ts';
import { SETTING_KEYS } from './setting-keys.ts';

const { recipe } = TRAINING_SOURCES.portraits.set;

it('every setting has a knob', () => {
  expect(KNOB_NAMES.flatMap((name) => KNOBS[name].keys).sort()).toEqual([...SETTING_KEYS].sort());
});

it('a knob is as usual until it is turned', () => {
  for (const name of KNOB_NAMES) {
    const knob: Knob = KNOBS[name];
    expect(isTurned(knob, recipe, recipe), name).toBe(false);
    const other = knob.kind === 'switch' ? (recipe[knob.keys[0]] === knob.on ? knob.off : knob.on) : 2;
    expect(isTurned(knob, recipe, turned(knob, other)), name).toBe(true);
  }
  expect(turned(KNOBS.width, 8)).toEqual({ generatorWidth: 8, discriminatorWidth: 8 });
});

it('a rate has two digits', () => {
  expect(rounded(10 ** Math.log10(0.002))).toBe(0.002);
  expect(rounded(0.00012345)).toBe(0.00012);
});
