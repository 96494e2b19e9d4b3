import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDataset } from '../data/dataset.ts';
import { classChoice, learnedPictures } from './learned-pictures.ts';
import { chooseSamples } from './samples.ts';

const SAMPLE = join(import.meta.dirname, '../sample');
const recipe = {
  classField: 'glasses=clear, glasses=sun',
  classes: 'glasses, sunglasses',
  unlabelled: 'ignore',
  classBalance: 'even',
};
const condition = {
  name: 'look',
  classes: ['glasses', 'sunglasses'],
  way: 'projection' as const,
  frequencies: [0.5, 0.5],
};

it('a conditional model is compared with the pictures of its classes, which are as frequent as in the data', async () => {
  const labels = (await readFile(join(SAMPLE, 'labels.jsonl'), 'utf8')).trim().split('\n');
  const worn = labels.map((line): string => JSON.parse(line).glasses).filter((each) => each !== 'none');
  const dark = worn.filter((each) => each === 'sun').length / worn.length;
  expect(dark).toBeGreaterThan(0);

  const classes = classChoice({ recipe, condition });
  const all = await openDataset(SAMPLE);
  const { source, frequencies } = await learnedPictures(all, classes);
  expect(source.pictures).toHaveLength(worn.length);
  expect(frequencies).toEqual([1 - dark, dark]);
  await all.close();
  const said: string[] = [];
  const samples = await chooseSamples(SAMPLE, {
    classes,
    protocol: 'faces-1',
    tell: (message) => said.push(message),
  });
  expect(samples).toBe(Math.floor(worn.length / 2));
  expect(said[0]).toContain(`has ${worn.length} pictures of its classes, enough to measure ${samples} faces`);
});

it('a model without classes is compared with all pictures', async () => {
  const all = await openDataset(SAMPLE);
  expect(classChoice({ recipe: {} })).toBeUndefined();
  expect(await learnedPictures(all, undefined)).toEqual({ source: all, frequencies: undefined });
  await all.close();
});
