import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SAMPLES } from './protocol.ts';
import { samplesAllowed } from './reference.ts';
import { chooseSamples } from './samples.ts';

const SAMPLE = join(import.meta.dirname, '../sample');
let few: string;
beforeAll(async () => {
  few = await mkdtemp(join(tmpdir(), 'dareka-few-'));
  await sharp({ create: { width: 16, height: 16, channels: 3, background: 'red' } }).toFile(
    join(few, '1.png'),
  );
});
afterAll(() => rm(few, { recursive: true }));

it('as many faces are measured as the portraits allow, which is said', async () => {
  const said: string[] = [];
  function tell(message: string): void {
    said.push(message);
  }
  expect(await chooseSamples(SAMPLE, { tell })).toBe(333);
  expect(said).toEqual([`${SAMPLE} has 1,000 pictures, enough to measure 333 faces in place of 10,000`]);
  // Without networks that learn what damage is, none are kept aside for them.
  expect(await chooseSamples(SAMPLE, { protocol: 'faces-1', tell })).toBe(500);
  expect(await chooseSamples(SAMPLE, { wanted: 200, tell })).toBe(200);
  expect(await chooseSamples(SAMPLE, { asked: 333, tell })).toBe(333);
  await expect(chooseSamples(SAMPLE, { asked: 334, tell })).rejects.toThrow(
    `${SAMPLE} has 1,000 pictures, enough to measure 333 faces, not 334; write fewer --samples`,
  );
});

it('too few portraits are refused, with what can be done', async () => {
  await expect(chooseSamples(few, { instead: 'write --measure none', tell: () => {} })).rejects.toThrow(
    `${few} has 1 picture, too few to measure with: that allows 0 faces, and 100 are the fewest; write --measure none`,
  );
});

it('twice as many portraits as samples are needed, and those that teach what damage is', () => {
  expect(samplesAllowed(2 * SAMPLES + 4000, true)).toBe(SAMPLES);
  expect(samplesAllowed(2 * SAMPLES + 3999, true)).toBe(SAMPLES - 1);
  expect(samplesAllowed(12_000, true)).toBe(4000);
  expect(samplesAllowed(11_999, true)).toBe(3999);
  expect(samplesAllowed(2 * SAMPLES, false)).toBe(SAMPLES);
});
