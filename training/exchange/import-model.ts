/**
 * Creates a run from a published model, to continue its training where its own run is gone.
 *
 *     npm run import-model -- --model models/face-128-0bc07e --run NAME [--config RECIPE]
 *
 * The recipe is the model's own, or that of --config, which has to have the same architecture. The film and history of a
 * model that is published from it continue the model's. Adam's moments start from zero, and D's heads for labels and classes from initial
 * weights: let G wait for it (generatorWaits in a recipe).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { completeState, initialState } from '../../gan/initial-state.ts';
import { parseRecipe, type Recipe } from '../../gan/recipe.ts';
import { kernelNames, type PublishedDiscriminator } from '../../kernel/discriminator.ts';
import { readWeights } from '../../kernel/weights.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import { runCommand, UsageError, userPath } from '../command-line.ts';
import { readManifest } from '../read/manifest.ts';
import { recipeFile } from '../read/recipe.ts';
import { saveBaseModel } from '../run/base-model.ts';
import { newRunFolder } from '../run/run-folder.ts';
import { readMatchingRecipe } from './architecture.ts';
import { createRun } from './create-run.ts';
import { writeOrigin } from './origin.ts';
import { type StoredLayers, unfoldDiscriminator, unfoldGenerator } from './unfold-batch-norm.ts';

/**
 * The parts of a manifest that are needed to continue the training.
 * @throws where one is missing
 */
function trainable({ id, training, discriminator }: Manifest): {
  recipe: Recipe;
  published: PublishedDiscriminator;
} {
  if (!training) {
    throw new Error(`${id} was not trained here, so its recipe is unknown`);
  }
  if (!discriminator) {
    throw new Error(`${id} was published without its discriminator`);
  }
  // What is published has three channels, whatever it was trained with.
  const recipe = parseRecipe({ ...training.recipe, channels: 3 }, `the recipe of ${id}`);
  const { discriminatorNorm, spectralNorm } = recipe;
  if (discriminatorNorm === 'batch' || spectralNorm) {
    throw new Error(
      `${id}: its discriminator was published with its ${spectralNorm ? 'spectral' : 'batch'} norm folded into the weights, ` +
        'which cannot be undone',
    );
  }
  return { recipe, published: discriminator };
}

async function readLayers(path: string, names: readonly string[], called: string): Promise<StoredLayers> {
  return readWeights(Uint8Array.from(await readFile(path)).buffer, names, called);
}

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: { model: { type: 'string' }, run: { type: 'string' }, config: { type: 'string' } },
  });
  if (!flags.model) {
    throw new UsageError('write --model FOLDER, the folder of a published model');
  }
  if (!flags.run) {
    throw new UsageError('write --run NAME, a name for the run');
  }
  const folder = await newRunFolder(flags.run);

  const model = userPath(flags.model);
  const manifest = await readManifest(model);
  const { recipe: own, published } = trainable(manifest);
  const recipe =
    flags.config === undefined ? own : await readMatchingRecipe(recipeFile(flags.config), own, 'both');

  const generator = await readLayers(
    join(model, 'generator.weights'),
    manifest.layers.map(({ name }) => name),
    'generator.weights',
  );
  const discriminator = await readLayers(join(model, published.file), kernelNames(published), published.file);
  console.log(`${manifest.id}: unfolding batch norm layer by layer, which takes a minute or two`);
  const fresh = initialState(recipe);
  const heads = [
    { prefix: 'D.labels.', name: 'label head' },
    { prefix: 'D.classes.', name: 'class head' },
  ].filter(({ prefix }) => `${prefix}weight` in fresh);
  const isOfHead = (name: string): boolean => heads.some(({ prefix }) => name.startsWith(prefix));
  const state = completeState(recipe, {
    ...Object.fromEntries(Object.entries(fresh).filter(([name]) => isOfHead(name))),
    ...(await unfoldGenerator(recipe, generator, manifest.condition?.frequencies)),
    ...unfoldDiscriminator(recipe, discriminator),
  });
  await createRun(folder, recipe, state, async (aside) => {
    await saveBaseModel(aside, model);
    if (manifest.origin) {
      await writeOrigin(aside, manifest.origin);
    }
  });
  const untrained = heads.map(({ name }) => `, whose ${name} starts untrained`).join('');
  console.log(
    `${folder}: ${manifest.id}, with its discriminator${untrained}; ` +
      `npm run train -- --run ${flags.run} continues its training`,
  );
});
