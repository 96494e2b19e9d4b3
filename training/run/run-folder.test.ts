import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseRecipe } from '../../gan/recipe.ts';
import { listCheckpoints, readCheckpoint, saveCheckpoint } from './checkpoints.ts';
import { expectTrainedNetworks } from './run.ts';
import { newRunFolder, runFolder } from './run-folder.ts';
import { expectRunRecipe, saveRunRecipe } from './run-recipe.ts';

const RECIPE = parseRecipe({ name: 'small', resolution: 16, batch: 4 }, 'the test');
let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-runs-'));
});
afterAll(() => rm(scratch, { recursive: true }));

it.each(['.', '..', '../up', 'a/b', 'a\\b', '/tmp/run', '.cache', '', ' '])(
  'the name %j of a run is refused, since it could lead out of the folder of runs',
  async (name) => {
    expect(() => runFolder(name)).toThrow(
      `--run: write the name of a folder of runs/, not ${JSON.stringify(name)}`,
    );
    expect(() => runFolder(name, 'grow')).toThrow('--grow: write the name');
    await expect(newRunFolder(name)).rejects.toThrow('--run: write the name');
  },
);

it('other names are those of folders in runs/', () => {
  for (const name of ['first-64', 'My_Run', 'mugs 2', 'a..b']) {
    expect(runFolder(name)).toBe(join(process.env.INIT_CWD ?? process.cwd(), 'runs', name));
  }
});

it('a run that is not there is not taken for a new one, nor one that lost its recipe', async () => {
  const missing = join(scratch, 'typo');
  await expect(expectRunRecipe(missing)).rejects.toThrow(
    `there is no run ${missing}; write --config RECIPE.toml to start one of that name`,
  );
  const bare = join(scratch, 'bare');
  await mkdir(bare);
  await saveCheckpoint(bare, { steps: 1, seconds: 1, rollbacks: 0, swd: undefined, state: {} });
  await expect(expectRunRecipe(bare)).rejects.toThrow(
    `${bare} has no recipe.json; write --config with the recipe that it was trained by`,
  );
  await expect(expectTrainedNetworks(bare)).rejects.toThrow(
    `${bare} has no recipe.json; npm run train with --config, the recipe that it was trained by, --run and --steps 0 writes it again`,
  );
  await expect(expectTrainedNetworks(missing)).rejects.toThrow(`there is no run ${missing}; write --run`);
  const there = join(scratch, 'there');
  await saveRunRecipe(there, RECIPE);
  expect(await expectRunRecipe(there)).toEqual(RECIPE);
  await expect(expectTrainedNetworks(there)).rejects.toThrow(
    `${there} has no checkpoint yet; train it first`,
  );
});

it('a run refuses another recipe, naming what differs', async () => {
  const folder = join(scratch, 'other');
  await saveRunRecipe(folder, RECIPE);
  await saveCheckpoint(folder, { steps: 1, seconds: 1, rollbacks: 0, swd: undefined, state: {} });
  await expect(saveRunRecipe(folder, { ...RECIPE, batch: 8, seed: 3 })).rejects.toThrow(
    `was started with another recipe: its batch is 4, not 8, seed is ${RECIPE.seed}, not 3; write --run NAME`,
  );
});

it('a run in which nothing is trained yet takes another recipe, and other data for it', async () => {
  const folder = join(scratch, 'corrected');
  await saveRunRecipe(folder, RECIPE);
  for (const name of ['data.json', 'skipped.jsonl']) {
    await writeFile(join(folder, name), '{}');
  }
  await saveRunRecipe(folder, RECIPE);
  expect(await readdir(folder)).toContain('data.json');
  await saveRunRecipe(folder, { ...RECIPE, enlarge: true });
  expect(await expectRunRecipe(folder)).toEqual({ ...RECIPE, enlarge: true });
  expect((await readdir(folder)).sort()).toEqual(['grids', 'recipe.json']);
});

it('a damaged checkpoint is named, and the one before it', async () => {
  const folder = join(scratch, 'damaged');
  await mkdir(folder);
  const state = { 'G.0.weight': { shape: [2], data: Float32Array.of(1, 2) } };
  const saved = [5, 10].map((steps) => ({ steps, seconds: 1, rollbacks: 0, swd: undefined, state }));
  for (const checkpoint of saved) {
    await saveCheckpoint(folder, checkpoint);
  }
  const newest = join(folder, 'checkpoint-000000010.safetensors');
  const whole = await readFile(newest);
  const advice = `${newest} is damaged; remove it to go on from checkpoint-000000005.safetensors; what was trained since is trained again`;
  for (const length of [whole.length - 4, 20]) {
    await writeFile(newest, whole.subarray(0, length));
    await expect(readCheckpoint(folder)).rejects.toThrow(advice);
  }
  await rm(join(folder, 'checkpoint-000000005.safetensors'));
  await expect(listCheckpoints(folder)).rejects.toThrow(`${newest} is damaged; there is no earlier one`);
});
