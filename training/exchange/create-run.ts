/** A run that begins with weights that came from elsewhere. */
import type { Values } from '../../graph/tensor.ts';
import { writeFolderAtomic } from '../files/write-atomic.ts';
import type { Recipe } from '../recipe.ts';
import { openRun } from '../run/run.ts';

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
  await writeFolderAtomic(folder, async (temporary) => {
    const run = await openRun(temporary, recipe);
    try {
      await beside(temporary);
      await run.save({ steps: 0, seconds: 0, rollbacks: 0, state });
    } finally {
      run.close();
    }
  });
}
