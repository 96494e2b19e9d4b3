import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Values } from '../../graph/tensor.ts';
import { type DataLoader, openDataLoader } from '../data/data-loader.ts';
import { initialState } from '../initial-state.ts';
import { parseRecipe } from '../recipe.ts';
import { readResult } from '../run.ts';
import { openSampler, type Sampler } from '../sampler.ts';
import {
  bestOf,
  listCheckpoints,
  readBestCheckpoint,
  readCheckpoint,
  saveCheckpoint,
} from './checkpoints.ts';
import { openJudge } from './judge.ts';
import { MOST_ROLLBACKS, rolledLatents } from './latents.ts';
import { startRun } from './started.ts';

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

describe('the judge of checkpoints', () => {
  it('finds fresh weights far from portraits, and all their pictures alike', async () => {
    const marks = await openJudge(recipe, sampler, FACES, portraits).judge(state, 0);
    expect(marks?.swd).toBeGreaterThan(100);
    expect(marks?.spread).toBeLessThan(0.1);
  });

  it('rests while it has taken more than its share of the time, unless it must; its marks are always the same', async () => {
    const judge = openJudge(recipe, sampler, FACES, portraits);
    const marks = await judge.judge(state, 0);
    expect(marks).toBeDefined();
    expect(await judge.judge(state, 0)).toBeUndefined();
    expect(await judge.judge(state, 0, true)).toEqual(marks);
    expect(await judge.judge(state, 1e9)).toEqual(marks);
  });
});

describe('checkpoints', () => {
  it('stay if they are the two newest or the best, whatever came after', async () => {
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
    expect(bestOf(files)?.steps).toBe(30);
    expect((await readBestCheckpoint(folder))?.steps).toBe(30);
    expect((await readCheckpoint(folder))?.steps).toBe(60);
    await rm(folder, { recursive: true });
  });

  it('the best stands for a run, and the last one where its rates have fallen to zero', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dareka-checkpoints-'));
    expect(await readResult(folder)).toBeUndefined();
    const settling = parseRecipe({ ...recipe, decaySteps: 20 }, 'the test');
    await startRun(folder, settling);
    const save = (steps: number, swd: number) =>
      saveCheckpoint(folder, { steps, seconds: steps, rollbacks: 0, swd, state });
    await save(5, 40);
    await save(10, 60);
    expect(await readResult(folder)).toMatchObject({ steps: 5, recipe: settling });
    await save(20, 50);
    expect(await readResult(folder)).toMatchObject({ steps: 20, recipe: settling });
    await rm(folder, { recursive: true });
  });
});

describe('the latents after a rollback', () => {
  it("are the trainer's own before the first, and others after each", () => {
    expect(rolledLatents(recipe, 5, 0)).toBeUndefined();
    const drawn = Array.from({ length: MOST_ROLLBACKS }, (_, i) => String(rolledLatents(recipe, 5, i + 1)));
    expect(new Set(drawn).size).toBe(MOST_ROLLBACKS);
    expect(drawn[0]).not.toBe(String(rolledLatents(recipe, 6, 1)));
    expect(() => rolledLatents(recipe, 5, MOST_ROLLBACKS + 1)).toThrow('after 9 rollbacks');
  });
});
