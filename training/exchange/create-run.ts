/** A run that begins with weights that came from elsewhere. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Values } from '../../graph/tensor.ts';
import type { Recipe } from '../recipe.ts';
import { openRun } from '../run.ts';

/**
 * A run of no steps yet. Its folder appears whole or not at all.
 * @param beside writes what the run is to keep of where it came from, into the folder it is given
 */
export async function createRun(
  folder: string,
  recipe: Recipe,
  state: Values,
  beside: (folder: string) => Promise<void>,
): Promise<void> {
  const aside = `${folder}.${process.pid}.part`;
  await mkdir(dirname(folder), { recursive: true });
  try {
    const run = await openRun(aside, recipe);
    try {
      await beside(aside);
      await run.save({ steps: 0, seconds: 0, rollbacks: 0, state });
    } finally {
      run.close();
    }
    await rename(aside, folder);
  } catch (cause) {
    await rm(aside, { recursive: true, force: true });
    throw cause;
  }
}
