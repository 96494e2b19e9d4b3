/**
 * Makes a run from a published model, to train it on where the run that it came from is gone.
 *
 *     npm run -w training import-model -- --model models/face-128-0bc07e --run NAME [--config RECIPE.toml]
 *
 * The recipe is the model's own, or that of --config, whose networks have to be the same. Film and history of what is
 * published of it go on where the model's end. Adam's moments begin anew, and so does what D reads of labels: have G wait
 * for it (generatorWaits in a recipe).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kernelNames, type PublishedDiscriminator } from '../../kernel/discriminator.ts';
import { readWeights } from '../../kernel/weights.ts';
import { type Manifest, parseManifest } from '../../latent/manifest.ts';
import { command, UsageError, userPath } from '../command-line.ts';
import { parseRecipe, type Recipe } from '../recipe.ts';
import { saveBaseModel } from '../run/base-model.ts';
import { readRunRecipe } from '../run/run.ts';
import { completeState, initialState } from '../trainer/initial-state.ts';
import { readRecipeOf } from './architecture.ts';
import { createRun } from './create-run.ts';
import { writeOrigin } from './origin.ts';
import { type StoredLayers, unfoldDiscriminator, unfoldGenerator } from './unfold-batch-norm.ts';

/**
 * What a model has to tell to be trained on.
 * @throws a sentence that says what is missing
 */
function trainable({ id, training, discriminator }: Manifest): {
  recipe: Recipe;
  told: PublishedDiscriminator;
} {
  if (!training) {
    throw new Error(`${id} was not trained here, and nothing is known of its recipe`);
  }
  if (!discriminator) {
    throw new Error(`${id} was published without its discriminator`);
  }
  const recipe = parseRecipe(training.recipe, `the recipe of ${id}`);
  const { discriminatorNorm, spectralNorm } = recipe;
  if (discriminatorNorm === 'batch' || spectralNorm) {
    throw new Error(
      `${id}: its discriminator was published with its ${spectralNorm ? 'spectral' : 'batch'} norm worked into the weights, ` +
        'which cannot be undone',
    );
  }
  return { recipe, told: discriminator };
}

async function readLayers(path: string, names: readonly string[], called: string): Promise<StoredLayers> {
  return readWeights(Uint8Array.from(await readFile(path)).buffer, names, called);
}

await command(async () => {
  const { values: flags } = parseArgs({
    options: { model: { type: 'string' }, run: { type: 'string' }, config: { type: 'string' } },
  });
  if (!flags.model) {
    throw new UsageError('write --model FOLDER, that of a published model');
  }
  if (!flags.run) {
    throw new UsageError('write --run NAME, what the run is to be called');
  }
  const folder = userPath('runs', flags.run);
  if (await readRunRecipe(folder)) {
    throw new Error(`${folder} is there already; write another --run NAME`);
  }

  const model = userPath(flags.model);
  const manifest = parseManifest(JSON.parse(await readFile(join(model, 'manifest.json'), 'utf8')));
  const { recipe: own, told } = trainable(manifest);
  const recipe = flags.config === undefined ? own : await readRecipeOf(userPath(flags.config), own, 'both');

  const generator = await readLayers(
    join(model, 'generator.weights'),
    manifest.layers.map(({ name }) => name),
    'generator.weights',
  );
  const discriminator = await readLayers(join(model, told.file), kernelNames(told), told.file);
  console.log(`${manifest.id}: its batch norms are unfolded, layer after layer, which takes a minute or two`);
  const fresh = initialState(recipe);
  const reads = Object.entries(fresh).filter(([name]) => /^D\.labels\.\w+$/.test(name));
  const state = completeState(recipe, {
    ...Object.fromEntries(reads),
    ...(await unfoldGenerator(recipe, generator)),
    ...unfoldDiscriminator(recipe, discriminator),
  });
  await createRun(folder, recipe, state, async (aside) => {
    await saveBaseModel(aside, model);
    if (manifest.origin) {
      await writeOrigin(aside, manifest.origin);
    }
  });
  console.log(
    `${folder}: ${manifest.id}, with its discriminator${reads.length > 0 ? ', which has to learn to read labels again' : ''}; ` +
      `npm run train -- --run ${flags.run} trains it on`,
  );
});
