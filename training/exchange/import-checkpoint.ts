/**
 * Creates a run from a checkpoint folder, which can then be trained, evaluated and published.
 *
 *     npm run -w training import-checkpoint -- --checkpoint training/checkpoints/face-256 --run NAME [--config RECIPE.toml]
 *
 * The recipe is the folder's recipe.toml, or that of --config, whose networks have to be the same. Weights and averages of
 * the generator are both the checkpoint's averages; Adam's moments start from zero.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand, UsageError, userPath } from '../command-line.ts';
import { readRecipe } from '../recipe.ts';
import { saveBaseCheckpoint } from '../run/base-checkpoint.ts';
import { readRunRecipe } from '../run/run-recipe.ts';
import { completeState } from '../trainer/initial-state.ts';
import { readCheckpointFolder } from './checkpoint-folder.ts';
import { createRun } from './create-run.ts';
import { writeOrigin } from './origin.ts';

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: { checkpoint: { type: 'string' }, run: { type: 'string' }, config: { type: 'string' } },
  });
  if (!flags.checkpoint) {
    throw new UsageError('write --checkpoint FOLDER, a folder of training/checkpoints/');
  }
  if (!flags.run) {
    throw new UsageError('write --run NAME, a name for the run');
  }
  const folder = userPath('runs', flags.run);
  if (await readRunRecipe(folder)) {
    throw new Error(`${folder} exists already; write another --run NAME`);
  }

  const source = userPath(flags.checkpoint);
  const recipe = await readRecipe(
    flags.config === undefined ? join(source, 'recipe.toml') : userPath(flags.config),
  );
  const { weights, origin, before, labels } = await readCheckpointFolder(source, recipe);
  await createRun(folder, recipe, completeState(recipe, weights), async (aside) => {
    await saveBaseCheckpoint(aside, before);
    await writeOrigin(aside, origin);
  });
  const kept = recipe.labelWeight > 0 ? recipe.labelCount : 0;
  const ignored = labels > kept ? `, without ${labels - kept} of the ${labels} labels that it predicts` : '';
  console.log(
    `${folder}: ${before.name} after ${before.images.toLocaleString('en')} images, with its discriminator${ignored}; ` +
      `npm run train -- --run ${flags.run} continues its training`,
  );
});
