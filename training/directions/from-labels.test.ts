import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { labelValue } from '../../latent/traits/labels.ts';
import { pictures, scratchFolder, writeFolder } from '../data/testing/datasets.ts';
import { labelDirections } from './from-labels.ts';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder();
});
afterAll(() => scratch.remove());

it('directions from labels change their own label and no other', async () => {
  // Correlated labels: the taller, the older.
  const rows = Array.from(
    { length: 12 },
    (_, i) => `${i},${i},${i + 3 * (i % 3)},${i % 4 === 0 ? 'red' : 'blue'}`,
  );
  const folder = await writeFolder(join(scratch.folder, 'data'), {
    ...(await pictures(12)),
    'labels.csv': [
      'id,age,height,hair',
      ...rows.map((row) => row.padStart(row.length + 6 - row.indexOf(','), '0')),
    ].join('\n'),
  });
  const { directions, vectors, labels } = await labelDirections(
    folder,
    { labels: 'age, height, hair=red', labelCount: 15 },
    8,
  );
  expect(labels).toHaveLength(3);
  expect(directions.map(({ name }) => name)).toEqual(['age', 'height', 'hair red']);
  for (const [j, vector] of vectors.entries()) {
    expect(vector).toHaveLength(8);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
    const { range: [low, high] = [0, 0] } = directions[j] ?? {};
    expect(low).toBe(-high);
    expect(32 * high).toBe(Math.round(32 * high));
    for (const [k, label] of (labels ?? []).entries()) {
      const change = high * labelValue(label.weights, vector);
      // Two deviations, unless that is further than share codes go; amounts are multiples of 1/32.
      if (j !== k) {
        expect(change).toBeCloseTo(0, 6);
      } else {
        expect(change).toBeGreaterThan(0.5);
        expect(change).toBeLessThan(2.02);
      }
    }
  }
});

it('labels that addresses could not tell apart are refused', async () => {
  const folder = await writeFolder(join(scratch.folder, 'alike'), {
    ...(await pictures(6)),
    'labels.csv': [
      'id,hair length,hair,Hair_Length,髪,髪の色',
      ...['0,0,1,5,3', '1,0,0,2,2', '2,1,5,0,0', '3,1,2,4,5', '4,0,3,1,1', '5,1,4,3,4'].map(
        (row, i) => `00000${i},${row}`,
      ),
    ].join('\n'),
  });
  const directionsOf = (labels: string) => labelDirections(folder, { labels, labelCount: 15 }, 8);
  for (const [labels, said] of [
    ['hair length, 髪, Hair_Length', '"hair length" and "Hair_Length" would both be the trait hair;'],
    ['hair, hair length', '"hair" and "hair length" would both be the trait hair;'],
  ] as const) {
    await expect(directionsOf(labels)).rejects.toThrow(said);
  }
  expect((await directionsOf('hair, 髪, 髪の色')).directions).toHaveLength(3);
});
