import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { latentFromSeed } from '../../../latent/seed/seed.ts';
import { labelValue } from '../../../latent/traits/labels.ts';
import { traitsOf } from '../../../latent/traits/traits.ts';
import { openDataLoader } from '../../data/data-loader.ts';
import { attributeIndex, PREDICTED_ATTRIBUTES } from '../../measures/attributes/predicted-attributes.ts';
import { boundOf, readLabelWeights } from '../labels.ts';
import { shows, traitReading } from './trait-reading.ts';
import { shareOf } from './traits.ts';

/** Predictions in which each attribute of face n is n. */
const usual = Float32Array.from({ length: 101 * PREDICTED_ATTRIBUTES.length }, (_, i) =>
  Math.floor(i / PREDICTED_ATTRIBUTES.length),
);

function readingOf(attribute: string) {
  const [trait] = traitsOf([{ name: attribute, range: [-3, 3] }]);
  return traitReading(trait ?? expect.fail(), attribute, usual);
}

describe('what a face is read as', () => {
  it('is beyond the outer quarters of faces without traits, or between them', () => {
    const turn = readingOf('turn');
    expect(turn).toMatchObject({ words: ['left', 'front', 'right'], bounds: [25, 75] });
    expect(turn.column).toBe(attributeIndex('turn'));
    const words = (reading: number) => turn.words.filter((word) => shows(turn, word, reading));
    expect([24, 25, 74, 75].map(words)).toEqual([['left'], ['front'], ['front'], ['right']]);
  });

  it('is one of two words where a trait is there or not', () => {
    const beard = readingOf('beard');
    expect(shows(beard, 'no', 0.29) && !shows(beard, 'yes', 0.29)).toBe(true);
    expect(shows(beard, 'yes', 0.31) && !shows(beard, 'no', 0.31)).toBe(true);
    expect(shows(readingOf('gender'), 'masculine', 0.1)).toBe(true);
  });

  it('needs an attribute that the network predicts', () => {
    expect(() => readingOf('cheek bones')).toThrow('no attribute cheek bones');
  });
});

// By the formula of the interval, computed apart.
test.each([
  [950, 1000, { share: 0.95, low: 0.9347, high: 0.9619 }],
  [1000, 1000, { share: 1, low: 0.9962, high: 1 }],
  [0, 40, { share: 0, low: 0, high: 0.0876 }],
])('%i of %i faces are a share with an interval', (count, n, expected) => {
  expect(shareOf(count, n)).toEqual(expected);
});

test('the weights of labels are those by which the training reads latents', async () => {
  const weights = await readLabelWeights(join(import.meta.dirname, '../../sample'), 15);
  expect([...weights.keys()].slice(0, 6)).toEqual([
    'smile',
    'mouth open',
    'eyes open',
    'gender',
    'age',
    'glasses',
  ]);
  const loader = await openDataLoader(join(import.meta.dirname, '../../sample'), {
    side: 16,
    batch: 1,
    mirror: true,
    seed: 1,
  });
  const { scoresFor } = await loader.labels({ labels: '', labelCount: 15 });
  await loader.close();
  const glasses = weights.get('glasses') ?? [];
  const z = Array.from({ length: 200 }, (_, i) => latentFromSeed(i, 100));
  const read = z
    .map((each) => ({ value: labelValue(glasses, each), score: scoresFor(each, 100)[5] ?? Number.NaN }))
    .sort((a, b) => a.value - b.value);
  expect(read.map(({ score }) => score)).toEqual(read.map(({ score }) => score).toSorted((a, b) => a - b));
  expect(read.at(-1)?.score).toBeGreaterThan(read[0]?.score ?? Number.NaN);
});

describe('the bound of a label', () => {
  const values = Array.from({ length: 1000 }, (_, i) => i / 100);

  it('is the value from which on 97 of 100 faces show the word', () => {
    // From 5 on all faces show it, and below it none: 500 of 515 are 97 %.
    const shown = values.map((value) => value >= 5);
    expect(boundOf(values, shown, 1)).toBeCloseTo(4.85, 12);
    expect(
      boundOf(
        values,
        shown.map((each) => !each),
        -1,
      ),
    ).toBeCloseTo(5.14, 12);
  });

  it('is none where too few faces show the word', () => {
    const shown = values.map((_, i) => i % 10 !== 0);
    expect(boundOf(values, shown, 1)).toBeNull();
    expect(boundOf(values.slice(0, 99), new Array(99).fill(true), 1)).toBeNull();
  });
});
