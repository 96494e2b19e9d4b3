import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDataLoader } from '../data/data-loader.ts';
import { SKIP_REASONS } from '../data/decoding/decode-result.ts';
import { recordedData, recordedPictures } from './run-data.ts';

const SAMPLE = join(import.meta.dirname, '../sample');
let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-run-data-'));
});
afterAll(() => rm(scratch, { recursive: true }));

/** A run that was started with these portraits. */
async function started(name: string, data: string): Promise<string> {
  const run = join(scratch, name);
  const loader = await openDataLoader(data, { side: 16, batch: 4, mirror: true, seed: 1, run });
  await loader.close();
  return run;
}

it('a run knows its data, and says where they were if they are gone', async () => {
  const data = join(scratch, 'mine');
  await mkdir(data);
  await writeFile(join(data, 'faces.tar'), await readFile(join(SAMPLE, 'faces-0000.tar')));
  const run = await started('own', data);
  expect(await recordedData(run)).toBe(data);
  expect(await recordedPictures(run)).toBe(1000);
  await rename(data, join(scratch, 'elsewhere'));
  await expect(recordedData(run)).rejects.toThrow(
    `${run} was started with ${data}, which is not there any more; write --data`,
  );
});

it('the sample is found wherever the package is', async () => {
  const run = await started('sample', SAMPLE);
  const path = join(run, 'data.json');
  const record = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...record, source: '/another/clone/training/sample' }));
  expect(await recordedData(run)).toBe(SAMPLE);
});

it('pictures that a run cannot use are not among those it learns from', async () => {
  const run = await started('skipping', SAMPLE);
  const path = join(run, 'data.json');
  const record = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...record, skipped: { ...record.skipped, [SKIP_REASONS[0]]: 40 } }));
  expect(await recordedPictures(run)).toBe(960);
});

it('a run without data has none recorded', async () => {
  expect(await recordedData(join(scratch, 'none'))).toBeUndefined();
  expect(await recordedPictures(join(scratch, 'none'))).toBeUndefined();
});
