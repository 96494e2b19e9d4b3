/**
 * Creates a run from weights that PyTorch's DCGAN tutorial trained. It can be trained, exported and published.
 *
 *     npm run import-weights -- --weights netG.pth [--discriminator netD.pth] --run NAME
 *                                           [--config RECIPE]
 *
 * The architecture is inferred from the shapes of the weights. The rest of the recipe is the tutorial's, or that of
 * --config, which has to have the same architecture. Of a conditional network it also says how many of the numbers that G takes are a class, and how D
 * learns of it: `condition` and `classes`.
 */
import { parseArgs } from 'node:util';
import { completeState, initialDiscriminator } from '../../gan/initial-state.ts';
import { RECIPE_NAME } from '../../gan/recipe-schema.ts';
import { inferRecipe } from '../../gan/state-dict/infer-recipe.ts';
import { runCommand, UsageError, userPath } from '../command-line.ts';
import { readRecipe, recipeFile } from '../read/recipe.ts';
import { newRunFolder } from '../run/run-folder.ts';
import { readMatchingRecipe } from './architecture.ts';
import { createRun } from './create-run.ts';
import { originOf, writeOrigin } from './origin.ts';
import { printChoice, readStateDict } from './state-dict.ts';

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      weights: { type: 'string' },
      discriminator: { type: 'string' },
      run: { type: 'string' },
      config: { type: 'string' },
    },
  });
  if (!flags.weights) {
    throw new UsageError('write --weights FILE, a state dict of netG by torch.save or as safetensors');
  }
  if (!flags.run) {
    throw new UsageError('write --run NAME, a name for the run');
  }
  // It becomes the name of the recipe.
  if (!RECIPE_NAME.test(flags.run)) {
    throw new UsageError(`--run: write lower-case letters, digits and hyphens, not ${flags.run}`);
  }
  const folder = await newRunFolder(flags.run);

  const path = userPath(flags.weights);
  const generator = await readStateDict(path, 'G');
  const discriminator =
    flags.discriminator === undefined ? undefined : await readStateDict(userPath(flags.discriminator), 'D');
  for (const dict of [generator, ...(discriminator ? [discriminator] : [])]) {
    printChoice(dict);
  }
  const config = flags.config === undefined ? undefined : recipeFile(flags.config);
  const settings = config === undefined ? undefined : await readRecipe(config);
  const found = inferRecipe(flags.run, generator, discriminator, settings);
  const recipe =
    config === undefined
      ? found
      : await readMatchingRecipe(config, found, discriminator ? 'both' : 'generator');

  // Without a trained discriminator, it starts from initial weights.
  const state = completeState(recipe, {
    ...initialDiscriminator(recipe),
    ...generator.weights,
    ...discriminator?.weights,
  });
  const origin = originOf('pytorch', path, generator.bytes);
  await createRun(folder, recipe, state, (aside) => writeOrigin(aside, origin));
  const { latentSize, generatorWidth, resolution } = recipe;
  console.log(
    `${folder}: a generator of ${resolution}×${resolution} pixels, latent size ${latentSize} and width ${generatorWidth}, ` +
      `${discriminator ? 'and its discriminator' : 'and an untrained discriminator'}; ` +
      `npm run train -- --run ${flags.run} continues its training`,
  );
});
