/** The recipe that a run was started with, in its folder. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { readOptional } from '../../files/read-optional.ts';
import { writeAtomic } from '../../files/write-atomic.ts';
import { parseRecipe, type Recipe } from '../../gan/recipe.ts';
import { UsageError } from '../command-line.ts';
import { removeDataRecord } from '../data/data-record.ts';
import { parseJson } from '../read/parse.ts';

/** Keys of earlier recipes and their names now, so that runs of earlier builds can be resumed. */
const RENAMED: Readonly<Record<string, string>> = { r1Every: 'penaltyEvery' };

/** The recipe of a run, or undefined where there is no such run. */
export async function readRunRecipe(folder: string): Promise<Recipe | undefined> {
  const path = join(folder, 'recipe.json');
  const text = await readOptional(path);
  if (text === undefined) {
    return undefined;
  }
  const values = Object.entries(parseJson(v.record(v.string(), v.unknown()), text, path));
  return parseRecipe(Object.fromEntries(values.map(([key, value]) => [RENAMED[key] ?? key, value])), path);
}

/** Whether something was trained: it has a checkpoint, or a history at least. */
async function hasBegun(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.some((name) => name.endsWith('.safetensors') || name === 'history.jsonl');
}

/** The recipe that a run has to keep; undefined before anything was trained, while it can still be corrected. */
export async function readStartedRecipe(folder: string): Promise<Recipe | undefined> {
  return (await hasBegun(folder)) ? readRunRecipe(folder) : undefined;
}

/** What to write where a run is not there, or has lost its recipe: to train, and to do something else with it. */
const ADVICE = {
  train: {
    noRun: 'write --config RECIPE.toml to start one of that name',
    noRecipe: 'write --config with the recipe that it was trained by',
  },
  use: {
    noRun: 'write --run with the name of a folder of runs/',
    noRecipe:
      'npm run train with --config, the recipe that it was trained by, --run and --steps 0 writes it again',
  },
} as const;

/**
 * The recipe of a run that has to be there.
 * @throws UsageError that says what to write where it is not, or has lost its recipe
 */
export async function expectRunRecipe(folder: string, aim: keyof typeof ADVICE = 'train'): Promise<Recipe> {
  const recipe = await readRunRecipe(folder);
  if (recipe) {
    return recipe;
  }
  const names = await readdir(folder).catch(() => []);
  const { noRun, noRecipe } = ADVICE[aim];
  throw new UsageError(
    names.some((name) => name.endsWith('.safetensors'))
      ? `${folder} has no recipe.json; ${noRecipe}`
      : `there is no run ${folder}; ${noRun}`,
  );
}

/** What differs between two recipes: "batch is 24, not 16". */
function differences(before: Recipe, now: Recipe): string {
  const values = new Map<string, unknown>(Object.entries(now));
  return Object.entries(before)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(values.get(key)))
    .map(([key, value]) => `${key} is ${JSON.stringify(value)}, not ${JSON.stringify(values.get(key))}`)
    .join(', ');
}

/**
 * Makes the folder of a run, unless it exists already. A recipe by which nothing was trained yet gives way to another.
 * @throws where the run was started with another recipe
 */
export async function saveRunRecipe(folder: string, recipe: Recipe): Promise<void> {
  const before = await readRunRecipe(folder);
  const isOther = before !== undefined && JSON.stringify(before) !== JSON.stringify(recipe);
  if (isOther && (await hasBegun(folder))) {
    throw new Error(
      `${folder} was started with another recipe: its ${differences(before, recipe)}; write --run NAME to start a run beside it`,
    );
  }
  await mkdir(join(folder, 'grids'), { recursive: true });
  if (isOther) {
    await removeDataRecord(folder);
  }
  if (!before || isOther) {
    await writeAtomic(join(folder, 'recipe.json'), `${JSON.stringify(recipe, null, 2)}\n`);
  }
}
