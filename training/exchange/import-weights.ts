/**
 * Makes a run from weights that PyTorch's DCGAN tutorial trained. It can be trained on, exported and published.
 *
 *     npm run -w training import-weights -- --weights netG.safetensors [--discriminator netD.safetensors] --run NAME
 *                                           [--config RECIPE.toml]
 *
 * The architecture is read off the shapes of the weights. What else a recipe says is the tutorial's, or that of
 * --config, whose architecture has to be the same.
 */
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command, UsageError, userPath } from '../command-line.ts';
import type { Values } from '../graph/execute.ts';
import { completeState, initialState } from '../initial-state.ts';
import { type Recipe, readRecipe } from '../recipe.ts';
import { openRun, readRunRecipe } from '../run.ts';
import { ARCHITECTURE_KEYS, inferRecipe } from './architecture.ts';
import { type Origin, originOf, writeOrigin } from './origin.ts';
import { readStateDict } from './state-dict.ts';

/** The recipe of a file, if its networks are those that were found. */
const withArchitecture = async (path: string, found: Recipe, discriminated: boolean): Promise<Recipe> => {
  const recipe = await readRecipe(path);
  const wrong = ARCHITECTURE_KEYS[discriminated ? 'both' : 'generator'].filter(
    (key) => recipe[key] !== found[key],
  );
  if (wrong.length > 0)
    throw new Error(
      `${path} describes other networks than the weights are of: write ${wrong
        .map((key) => `${key} = ${JSON.stringify(found[key])}`)
        .join(', ')}`,
    );
  return recipe;
};

/** A run of no steps yet. Its folder appears whole or not at all. */
const createRun = async (folder: string, recipe: Recipe, state: Values, origin: Origin): Promise<void> => {
  const aside = `${folder}.${process.pid}.part`;
  try {
    const run = await openRun(aside, recipe);
    try {
      await writeOrigin(aside, origin);
      await run.save({ steps: 0, seconds: 0, rollbacks: 0, state });
    } finally {
      run.close();
    }
    await rename(aside, folder);
  } catch (cause) {
    await rm(aside, { recursive: true, force: true });
    throw cause;
  }
};

await command(async () => {
  const { values: flags } = parseArgs({
    options: {
      weights: { type: 'string' },
      discriminator: { type: 'string' },
      run: { type: 'string' },
      config: { type: 'string' },
    },
  });
  if (!flags.weights) throw new UsageError('write --weights FILE, a safetensors file with netG');
  if (!flags.run) throw new UsageError('write --run NAME, what the run is to be called');
  const folder = userPath('runs', flags.run);
  if (await readRunRecipe(folder)) throw new Error(`${folder} is there already; write another --run NAME`);

  const path = userPath(flags.weights);
  const generator = await readStateDict(path, 'G');
  const discriminator =
    flags.discriminator === undefined ? undefined : await readStateDict(userPath(flags.discriminator), 'D');
  const found = inferRecipe(flags.run, generator, discriminator);
  const recipe =
    flags.config === undefined
      ? found
      : await withArchitecture(userPath(flags.config), found, discriminator !== undefined);

  // Without its trained opponent, a generator meets a fresh one.
  const state = completeState(recipe, {
    ...Object.fromEntries(Object.entries(initialState(recipe)).filter(([name]) => name.startsWith('D.'))),
    ...generator.weights,
    ...discriminator?.weights,
  });
  await mkdir(join(folder, '..'), { recursive: true });
  await createRun(folder, recipe, state, originOf('pytorch', path, generator.bytes));
  const { latentSize, generatorWidth, resolution } = recipe;
  console.log(
    `${folder}: a generator of ${resolution}×${resolution} pixels, latent size ${latentSize} and width ${generatorWidth}, ` +
      `${discriminator ? 'and its discriminator' : 'and a fresh discriminator'}; ` +
      `npm run train -- --run ${flags.run} trains it on`,
  );
});
