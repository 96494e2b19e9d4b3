import { describe, expect, test } from 'vitest';
import { TRAINING_SOURCES } from '../sets/training-sources.ts';
import { chooseRun, newRun } from './choose-run.ts';
import { runsIn, type StoredRun } from './stored-runs.ts';

const { portraits, digits } = TRAINING_SOURCES;
const run: StoredRun = {
  id: 'portraits',
  name: 'First faces',
  set: 'portraits',
  recipe: { ...portraits.set.recipe, batch: 8 },
  steps: 9,
  createdAt: 1,
  updatedAt: 2,
};
const other = { ...run, id: '0123456789', name: '' };

describe('the list of trainings', () => {
  test('is read as it was written, without what is damaged', () => {
    expect(runsIn([run, other])).toEqual([run, other]);
    for (const damaged of [undefined, null, 'text', {}, [null], [{ ...run, steps: -1 }]]) {
      expect(runsIn(damaged)).toEqual([]);
    }
    expect(runsIn([{ ...run, recipe: { ...run.recipe, batch: 'eight' } }, other])).toEqual([other]);
  });
});

describe('a visit', () => {
  test('goes on with the training that the address names, else with the latest on its set, with its own recipe', () => {
    expect(chooseRun(portraits, [other, run], 'portraits')).toEqual({
      run: { ...portraits, id: 'portraits', set: { ...portraits.set, recipe: run.recipe } },
      resumes: true,
    });
    expect(chooseRun(portraits, [other, run], null).run.id).toBe(other.id);
  });

  test('begins one where there is none on its set; a second one has another id', () => {
    expect(chooseRun(digits, [run], null)).toEqual({ run: { ...digits, id: 'digits' }, resumes: false });
    expect(chooseRun(digits, [run], 'new')).toEqual({ run: { ...digits, id: 'new' }, resumes: false });
    expect(newRun(portraits, [run]).id).toMatch(/^[0-9a-f]{10}$/);
  });
});
