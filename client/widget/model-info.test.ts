import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseManifest } from '../../latent/model/manifest.ts';
import { readIndex, readModelInfo } from './model-info.ts';

const MODELS = join(import.meta.dirname, '..', '..', 'models');

function json(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(MODELS, ...path), 'utf8'));
}

const published = readdirSync(MODELS, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test.each(published.map(({ name }) => name))(
  'readModelInfo reads the same from the manifest of %s as the schema',
  (id) => {
    const document = json(id, 'manifest.json');
    const { tag, latentSize, prior, condition, directions, labels = [], files } = parseManifest(document);
    const vectors = files.find(({ role }) => role === 'directions');
    expect(readModelInfo(document)).toEqual({
      id,
      tag,
      latentSize,
      truncation: prior.truncation,
      condition: condition && { classes: condition.classes, frequencies: condition.frequencies },
      directions: directions.map(({ name, range, ends }) => ({ name, range, ends: ends ?? null })),
      labels,
      vectors: vectors === undefined ? null : { name: vectors.name, sha256: vectors.sha256 },
    });
  },
);

test('readIndex reads the default model of the published index, and the one of names', () => {
  const index = readIndex(json('index.json'));
  expect(index.models).toContain(index.default);
  expect(index.models).toContain(index.avatars);
  expect(readIndex({ default: 'a', models: [] }).avatars).toBeNull();
});

test('readModelInfo reads what the first numbers of z stand for', () => {
  const document = json('face-128-a82bcb', 'manifest.json') as object;
  const odds = [{ constant: -1, weights: [2, 0.5], pairs: [[0, 1, 0.25]] }];
  const labels = [
    { direction: 'age', weights: [1, -0.5], bounds: [null, 0.75] },
    { direction: 'smile', weights: [1], bounds: [-1, 1], odds: [...odds, ...odds] },
    { direction: 'glasses', weights: [1], bounds: [-1, 1], odds },
  ];
  expect(readModelInfo({ ...document, labels }).labels).toEqual(labels);
  expect(() => readModelInfo({ ...document, labels: [{ direction: 'age', weights: 1 }] })).toThrow(
    'manifest.labels.0.weights has to be a list',
  );
});

test('readModelInfo reads the classes of a conditional model', () => {
  const document = json('face-128-a82bcb', 'manifest.json') as object;
  const condition = { classes: ['0', '7'], frequencies: [0.25, 0.75] };
  const described = { ...document, condition: { ...condition, name: 'digit', way: 'concat' } };
  expect(readModelInfo(described).condition).toEqual(condition);
  expect(() => readModelInfo({ ...document, condition: { classes: [7] } })).toThrow(
    'manifest.condition.classes.0 has to be a string',
  );
});

test('an error names the value that is missing or wrong, with its path', () => {
  expect(() => readIndex({ default: 'a' })).toThrow('index.models has to be a list');
  expect(() => readIndex({ default: 'a', models: ['a', 3] })).toThrow('index.models.1 has to be a string');
  expect(() => readIndex(null)).toThrow('index.default has to be a string');
  const model = {
    id: 'a',
    tag: 'b',
    files: [],
    directions: [{ name: 'smile', range: [0, 'x'] }],
    latentSize: 1,
    prior: { truncation: 1 },
  };
  expect(() => readModelInfo(model)).toThrow('manifest.directions.0.range.1 has to be a number');
});
