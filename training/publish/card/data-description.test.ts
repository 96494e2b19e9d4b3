import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDataset } from '../../data/dataset.ts';
import {
  type DataDescription,
  descriptionBeside,
  readDataDescription,
  withPictures,
} from './data-description.ts';
import { modelCardMeasurements } from './model-card-measurements.ts';

const ABOUT: DataDescription = {
  name: 'mugs',
  licence: 'CC0-1.0',
  portraits: 40_000,
  realPersons: false,
  description: 'Mugs of 128×128 pixels.',
  limits: 'Handles differ in 1,400,000 ways.',
};

it('the number of pictures is that of the run, which is said', () => {
  const said: string[] = [];
  const described = withPictures(ABOUT, 'mugs.toml', 1000, (message) => said.push(message));
  expect(described).toEqual({ ...ABOUT, portraits: 1000 });
  expect(said).toEqual([
    'the run was trained on 1,000 pictures, which the card says in place of the 40,000 of mugs.toml',
  ]);
  function tell(): never {
    throw new Error('nothing to say');
  }
  expect(withPictures(ABOUT, 'mugs.toml', undefined, tell)).toBe(ABOUT);
  expect(withPictures(ABOUT, 'mugs.toml', 40_000, tell)).toBe(ABOUT);
  expect(withPictures({ ...ABOUT, portraits: 'unknown' }, 'mugs.toml', 7, tell).portraits).toBe(7);
});

it.each(['40,000 mugs.', 'All 40000.', 'Mugs (40,000, all white).'])(
  'a text with another number is refused: %s',
  (description) => {
    expect(() => withPictures({ ...ABOUT, description }, 'mugs.toml', 1000, () => {})).toThrow(
      /^mugs\.toml: its text says 40,?000, but the run was trained on 1,000 pictures; correct it/,
    );
  },
);

it('the sample describes itself, and the number of its pictures is right', async () => {
  const sample = join(import.meta.dirname, '../../sample');
  expect(await readdir(sample)).toContain('about.toml');
  const { portraits } = await readDataDescription(join(sample, 'about.toml'));
  const dataset = await openDataset(sample);
  expect(dataset.pictures).toHaveLength(Number(portraits));
  await dataset.close();
});

it('the description of data is in their folder, or beside the file that they are in', async () => {
  const sample = join(import.meta.dirname, '../../sample');
  const about = join(sample, 'about.toml');
  expect(await descriptionBeside(sample)).toBe(about);
  expect(await descriptionBeside(join(sample, 'faces-0000.tar'))).toBe(about);
  expect(await descriptionBeside(import.meta.dirname)).toBeUndefined();
  expect(await descriptionBeside(undefined)).toBeUndefined();
});

it.each([
  [10_000, ''],
  [2000, 'The full protocol takes 10,000; fewer were asked for (`--measure short`).'],
  [333, 'The full protocol takes 10,000; the portraits are too few for that.'],
])('the card says how many faces were measured, and why: %i', (samples, why) => {
  const evaluation = { protocol: 'faces-3', samples, measures: [], groups: [] };
  const card = modelCardMeasurements({ directions: [], evaluation });
  expect(card).toContain(`${samples.toLocaleString('en')} faces per draw, from fixed seeds.`);
  expect(card.includes('The full protocol takes')).toBe(why !== '');
  expect(card).toContain(why);
});

it('the card of a model without faces speaks of pictures', () => {
  const measures = [{ name: 'recall', value: 0.5, reference: 0.9, better: 'more' as const }];
  const evaluation = { protocol: 'pictures-1', samples: 333, measures };
  const card = modelCardMeasurements({ directions: [], evaluation });
  expect(card).toContain('## How good the pictures are');
  expect(card).toContain('333 pictures per draw, from fixed seeds.');
  expect(card).toContain('| measure | pictures | data | better |');
  expect(card).toContain('| recall: share of the data that the pictures cover | 0.5 | 0.9 | more |');
  expect(card).not.toMatch(/\b(faces|portraits)\b.*per draw/);
});
