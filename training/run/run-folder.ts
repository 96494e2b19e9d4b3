/** The folders of runs, by their names: `runs/NAME` in the folder that the command was called in. */
import { join } from 'node:path';
import { UsageError, userPath } from '../command-line.ts';
import { readRunRecipe } from './run-recipe.ts';

/**
 * @param name as `--run` gives it
 * @param flag for the message
 * @param runs the folder of runs
 * @throws UsageError where it is a path, which could lead out of the folder of runs
 */
export function runFolder(name: string, flag = 'run', runs = userPath('runs')): string {
  if (/^\.|[/\\\0]/.test(name) || name.trim() === '') {
    throw new UsageError(`--${flag}: write the name of a folder of runs/, not ${JSON.stringify(name)}`);
  }
  return join(runs, name);
}

/**
 * The folder of a run that is about to be made.
 * @throws UsageError as `runFolder`; Error where there is such a run
 */
export async function newRunFolder(name: string): Promise<string> {
  const folder = runFolder(name);
  if (await readRunRecipe(folder)) {
    throw new Error(`${folder} exists already; write another --run NAME`);
  }
  return folder;
}

/** The folder of caches of data and of what is measured on them: one for all runs, also for those elsewhere (`train --runs`). */
export function cacheFolder(): string {
  return userPath('runs', '.cache');
}
