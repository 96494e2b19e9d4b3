import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialState } from '../../gan/initial-state.ts';
import { parseRecipe } from '../../gan/recipe.ts';
import type { Values } from '../../graph/tensor.ts';
import { type DataLoader, openDataLoader } from '../data/data-loader.ts';
import { openSampler, type Sampler } from '../trainer/sampler.ts';
import { isScored, openCheckpointScorer } from './checkpoint-score.ts';
import {
  bestCheckpoint,
  listCheckpoints,
  readBestCheckpoint,
  readCheckpoint,
  saveCheckpoint,
} from './checkpoints.ts';
import { MAX_ROLLBACKS, rollbackLatents } from './divergence.ts';
import { readTrainedNetworks } from './run.ts';
import { saveRunRecipe } from './run-recipe.ts';

const recipe = parseRecipe(
  { name: 'tiny', resolution: 16, latentSize: 8, generatorWidth: 4, discriminatorWidth: 4, batch: 4 },
  'the test',
);
const FACES = 64;
let sampler: Sampler;
let state: Values;
let portraits: DataLoader;
beforeAll(async () => {
  const sample = join(import.meta.dirname, '../sample');
  portraits = await openDataLoader(sample, { side: 16, batch: 4, mirror: true, seed: 1 });
  sampler = await openSampler(recipe, FACES);
  state = initialState(recipe);
});
afterAll(() => Promise.all([sampler.release(), portraits.close()]));

describe('the scorer of checkpoints', () => {
  it('gives initial weights a large distance to portraits and a small spread', async () => {
    const marks = await openCheckpointScorer(recipe, sampler, portraits, new AbortController().signal).score(
      state,
    );
    expect(marks?.swd).toBeGreaterThan(100);
    expect(marks?.spread).toBeLessThan(0.1);
  });

  it('gives equal states equal scores', async () => {
    const scorer = openCheckpointScorer(recipe, sampler, portraits, new AbortController().signal);
    const marks = await scorer.score(state);
    expect(marks).toBeDefined();
    expect(await scorer.score(state)).toEqual(marks);
  });
});

describe('a generator is scored', () => {
  const scored = (batch: number, images: number): number[] =>
    Array.from({ length: images / batch }, (_, i) => i + 1).filter((step) => isScored(step, batch));

  it('every 16,384 images, after the first step that completes them', () => {
    expect(scored(1024, 60_000)).toEqual([16, 32, 48]);
    expect(scored(100, 60_000)).toEqual([164, 328, 492]);
    expect(isScored(0, 24)).toBe(false);
  });

  it('sixteen times while the images double, later on', () => {
    for (const images of [2 ** 18, 2 ** 20, 2 ** 23]) {
      const steps = scored(24, 2 * images).filter((step) => 24 * step > images);
      expect(steps).toHaveLength(16);
    }
  });
});

describe('checkpoints', () => {
  it('are kept if they are the two newest or the best', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dareka-checkpoints-'));
    const save = (steps: number, swd?: number) =>
      saveCheckpoint(folder, { steps, seconds: steps, rollbacks: 0, swd, state });
    const marks = [undefined, 90, 40, 60, undefined, 50];
    const best: boolean[] = [];
    for (const [i, swd] of marks.entries()) {
      best.push((await save(10 * (i + 1), swd)).best);
    }
    expect(best).toEqual([false, true, true, false, false, false]);
    const files = await listCheckpoints(folder);
    expect(files.map(({ steps, swd }) => [steps, swd])).toEqual([
      [30, 40],
      [50, undefined],
      [60, 50],
    ]);
    expect(bestCheckpoint(files)?.steps).toBe(30);
    expect((await readBestCheckpoint(folder))?.steps).toBe(30);
    expect((await readCheckpoint(folder))?.steps).toBe(60);
    await rm(folder, { recursive: true });
  });

  it('the best one is published, or the last one where learning rates have fallen to zero', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dareka-checkpoints-'));
    expect(await readTrainedNetworks(folder)).toBeUndefined();
    const settling = parseRecipe({ ...recipe, decaySteps: 20 }, 'the test');
    await saveRunRecipe(folder, settling);
    const save = (steps: number, swd: number) =>
      saveCheckpoint(folder, { steps, seconds: steps, rollbacks: 0, swd, state });
    await save(5, 40);
    await save(10, 60);
    expect(await readTrainedNetworks(folder)).toMatchObject({ steps: 5, recipe: settling });
    await save(20, 50);
    expect(await readTrainedNetworks(folder)).toMatchObject({ steps: 20, recipe: settling });
    await rm(folder, { recursive: true });
  });
});

describe('the latents after a rollback', () => {
  it("are the trainer's own before the first rollback, and different after each one", () => {
    expect(rollbackLatents(recipe, 5, 0)).toBeUndefined();
    const drawn = Array.from({ length: MAX_ROLLBACKS }, (_, i) => String(rollbackLatents(recipe, 5, i + 1)));
    expect(new Set(drawn).size).toBe(MAX_ROLLBACKS);
    expect(drawn[0]).not.toBe(String(rollbackLatents(recipe, 6, 1)));
    expect(() => rollbackLatents(recipe, 5, MAX_ROLLBACKS + 1)).toThrow('after 9 rollbacks');
  });
});
