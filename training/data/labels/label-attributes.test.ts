import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataset } from '../dataset.ts';
import { pictures, scratchFolder, writeFolder } from '../testing/datasets.ts';
import { labelAttributes } from './label-attributes.ts';
import { readLabelScores } from './label-scores.ts';

function read(labels: string, of: Record<string, unknown> | undefined): (number | undefined)[] {
  return labelAttributes({ labels, labelCount: 15 }).read(of, 'x.png');
}

describe('the labels that a recipe names', () => {
  it('are numbers, yes and no, numbers within others, and whether a word is said', () => {
    const labels = {
      Smiling: -1,
      young: true,
      pose: { yaw: 3.5 },
      class: [0.5, 2],
      hair: 'brown',
      'a.b': 4,
      none: null,
    };
    expect(
      read('Smiling, young, pose.yaw, class.1, hair=brown, hair=red, a.b, none, missing, missing=x', labels),
    ).toEqual([-1, 1, 3.5, 2, 1, 0, 4, undefined, undefined, undefined]);
    expect(read('class=7', { class: 7 })).toEqual([1]);
  });

  it('are refused where they are words, or missing altogether, saying what to write', () => {
    expect(() => read('hair', { hair: 'brown' })).toThrow(
      `the labels of x.png: hair is "brown", not a number; write hair=brown in the recipe's labels for whether it is that`,
    );
    expect(() => read('hair', undefined)).toThrow('x.png has no labels; write a labels.jsonl or labels.csv');
  });
});

describe('the labels of a data set', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  beforeAll(async () => {
    scratch = await scratchFolder();
  });
  afterAll(() => scratch.remove());
  async function scoresOf(name: string, csv: string, labels: string, labelCount = 15) {
    const folder = await writeFolder(join(scratch.folder, name), {
      ...(await pictures(4)),
      'labels.csv': csv,
    });
    const source = await openDataset(folder);
    return readLabelScores(source, folder, { labels, labelCount });
  }
  const csv =
    'file,Smiling,age,hair\n000000,-1,30,brown\n000001,1,50,red\n000002,1,40,brown\n000003,-1,,grey\n';

  it('become normal scores, also of values that a picture lacks', async () => {
    const { names, scores, table } = await scoresOf('scores', csv, 'Smiling, age');
    expect(names).toEqual(['Smiling', 'age']);
    const of = table.map((values) => [...scores.of(values, false)]);
    expect(of.map(([smiling]) => Math.sign(smiling ?? 0))).toEqual([-1, 1, 1, -1]);
    expect(of[3]?.[1]).toBe(0);
    expect(of[1]?.[1]).toBeGreaterThan(of[2]?.[1] ?? 9);
    // A mirrored picture has the same labels.
    expect(scores.of(table[1] ?? [], true)).toEqual(scores.of(table[1] ?? [], false));
  });

  it('are refused where they cannot be told apart, by their names', async () => {
    await expect(scoresOf('typo', csv, 'Smilling')).rejects.toThrow(
      'no label says anything of "Smilling"; the labels have Smiling, age, hair=brown',
    );
    await expect(scoresOf('dependent', csv, 'hair=brown, hair=red, hair=grey')).rejects.toThrow(
      'the labels: hair=grey is a linear combination of the attributes before it, as the last of all classes is; leave it out',
    );
    await expect(scoresOf('same', csv, 'hair=blue')).rejects.toThrow(
      'hair=blue has the same value in all 4 pictures',
    );
  });

  it('that are not those of our portraits say what to write in the recipe', async () => {
    await expect(scoresOf('others', csv, '')).rejects.toThrow(
      /000000\.png are not those of our portraits; to train with them, write labels = "…" in the recipe with some of Smiling, age, hair=brown$/,
    );
  });
});
