/** Creates a run that starts from imported weights. */

import { writeFolderAtomic } from '../../files/write-atomic.ts';
import type { Recipe } from '../../gan/recipe.ts';
import type { Values } from '../../graph/tensor.ts';
import { openRun } from '../run/run.ts';

/**
 * Creates a run with no steps yet. Its folder appears complete or not at all.
 * @param writeOthers writes further files into the folder it is given
 */
export async function createRun(
  folder: string,
  recipe: Recipe,
  state: Values,
  writeOthers: (folder: string) => Promise<void>,
): Promise<void> {
  await writeFolderAtomic(folder, async (temporary) => {
    const run = await openRun(temporary, recipe);
    try {
      await writeOthers(temporary);
      await run.save({ steps: 0, seconds: 0, rollbacks: 0, state });
    } finally {
      run.close();
    }
  });
}
