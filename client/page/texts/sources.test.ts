import { expect, test } from 'vitest';
import { conditionOf } from '../train-here/sets/training-set.ts';
import { TRAINING_SET_NAMES, TRAINING_SOURCES } from '../train-here/sets/training-sources.ts';
import { manifestTexts } from './manifest.ts';
import { drawnBy, sourcesOf } from './sources.ts';

test('of what is trained in the page portraits alone are said to be faces, and all data are described in Japanese', () => {
  const said = TRAINING_SET_NAMES.map((name) => {
    const { set } = TRAINING_SOURCES[name];
    const manifest = { condition: conditionOf(set), data: { ...set.data, portraits: 1 } };
    expect(manifestTexts.ja.languageOf(set.data.description)).toBeUndefined();
    return [name, drawnBy(manifest), sourcesOf(manifest)];
  });
  expect(said).toEqual([
    ['portraits', 'faces', 'noRealPeople'],
    ['digits', 'classes', 'noPortraits'],
    ['shapes', 'pictures', 'noPortraits'],
    ['own', 'pictures', 'realPeople'],
  ]);
});
