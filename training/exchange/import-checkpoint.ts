/**
 * Creates a run from a checkpoint folder, which can then be trained, evaluated and published.
 *
 *     npm run import-checkpoint -- --checkpoint training/checkpoints/face-256 --run NAME [--config RECIPE] [--new-discriminator]
 *
 * The recipe is the folder's recipe.toml, or that of --config, whose networks have to be the same. With --new-discriminator only
 * the generator has to be: the recipe's discriminator starts from fresh weights. Weights and averages of the generator are both
 * the checkpoint's averages; Adam's moments start from zero.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { completeState, initialDiscriminator } from '../../gan/initial-state.ts';
import { runCommand, UsageError, userPath } from '../command-line.ts';
import { readRecipe, recipeFile } from '../read/recipe.ts';
import { saveBaseCheckpoint } from '../run/base-checkpoint.ts';
import { newRunFolder } from '../run/run-folder.ts';
import { readCheckpointFolder } from './checkpoint-folder.ts';
import { createRun } from './create-run.ts';
import { writeOrigin } from './origin.ts';

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      checkpoint: { type: 'string' },
      run: { type: 'string' },
      config: { type: 'string' },
      'new-discriminator': { type: 'boolean', default: false },
    },
  });
  if (!flags.checkpoint) {
    throw new UsageError('write --checkpoint FOLDER, a folder of training/checkpoints/');
  }
  if (!flags.run) {
    throw new UsageError('write --run NAME, a name for the run');
  }
  const folder = await newRunFolder(flags.run);

  const source = userPath(flags.checkpoint);
  const recipe = await readRecipe(
    flags.config === undefined ? join(source, 'recipe.toml') : recipeFile(flags.config),
  );
  const { weights, origin, before, labels } = await readCheckpointFolder(
    source,
    recipe,
    flags['new-discriminator'] ? 'generator' : 'both',
  );
  await createRun(
    folder,
    recipe,
    completeState(recipe, { ...initialDiscriminator(recipe), ...weights }),
    async (aside) => {
      await saveBaseCheckpoint(aside, before);
      await writeOrigin(aside, origin);
    },
  );
  const kept = recipe.labelWeight > 0 ? recipe.labelCount : 0;
  const ignored = labels > kept ? `, without ${labels - kept} of the ${labels} labels that it predicts` : '';
  const discriminator = flags['new-discriminator'] ? 'a fresh discriminator' : `its discriminator${ignored}`;
  console.log(
    `${folder}: ${before.name} after ${before.images.toLocaleString('en')} images, with ${discriminator}; ` +
      `npm run train -- --run ${flags.run} continues its training`,
  );
});
