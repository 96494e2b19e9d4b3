/**
 * Trains, and goes on training where a run of that name stopped.
 *
 *     npm run train -- [--config training/recipes/first-64.toml] [--data DIR] [--minutes 60] [--steps N]
 *                      [--device cpu|webgpu] [--threads N] [--run NAME]
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fillNormal } from '../latent/seed.ts';
import { command, deviceFlag, numberFlag, userPath } from './command-line.ts';
import { openPortraits } from './data/portraits.ts';
import { gridPng } from './grid.ts';
import { showProgress } from './progress.ts';
import { readRecipe } from './recipe.ts';
import {
  appendHistory,
  createRun,
  type HistoryLine,
  readCheckpoint,
  readRunRecipe,
  rewindHistory,
  saveCheckpoint,
  saveGrid,
} from './run.ts';
import { averagedGenerator, openSampler } from './sampler.ts';
import { openTrainer } from './trainer.ts';

/** Faces of a grid, and how many of them side by side. */
const GRID = 64;
const COLUMNS = 8;
/** The fixed noise of the grids is a stream of the recipe's seed that no step reaches. */
const FIXED_NOISE_STREAM = 2 ** 32 - 1;
const CHECKPOINT_SECONDS = 180;
/** Grids are close together at first, when everything changes, and further apart later. */
const gridEvery = (steps: number): number => (steps < 2000 ? 100 : steps < 10000 ? 500 : 1000);

await command(async () => {
  const { values: flags } = parseArgs({
    options: {
      config: { type: 'string' },
      data: { type: 'string' },
      minutes: { type: 'string', default: '60' },
      steps: { type: 'string', default: 'Infinity' },
      device: { type: 'string', default: 'cpu' },
      threads: { type: 'string', default: '0' },
      run: { type: 'string' },
    },
  });
  const seconds = 60 * numberFlag('minutes', flags.minutes, 0);
  const lastStep = numberFlag('steps', flags.steps, 0);
  const options = {
    device: deviceFlag(flags.device),
    threads: numberFlag('threads', flags.threads, 0, 1024),
  };
  const recipe = await readRecipe(
    flags.config === undefined ? join(import.meta.dirname, 'recipes/first-64.toml') : userPath(flags.config),
  );
  const data = flags.data === undefined ? join(import.meta.dirname, 'sample') : userPath(flags.data);
  const { batch, resolution: side, seed } = recipe;

  // A run is new, or goes on from its newest checkpoint under the recipe it was started with.
  const folder = userPath('runs', flags.run ?? recipe.name);
  const before = await readRunRecipe(folder);
  if (before && JSON.stringify(before) !== JSON.stringify(recipe))
    throw new Error(`${folder} was started with another recipe; write --run NAME to start a run beside it`);
  if (!before) await createRun(folder, recipe);
  const checkpoint = await readCheckpoint(folder);
  await rewindHistory(folder, checkpoint?.steps ?? 0);

  const portraits = await openPortraits(data, { side, batch, mirror: recipe.mirror, seed });
  const trainer = await openTrainer(recipe, {
    ...options,
    ...(checkpoint ? { weights: checkpoint.state, steps: checkpoint.steps } : {}),
  });
  const sampler = await openSampler(recipe, GRID, options);
  const fixedNoise = fillNormal(new Float32Array(GRID * recipe.latentSize), seed, FIXED_NOISE_STREAM);

  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1000;
  const trained = (): number => Math.round(((checkpoint?.seconds ?? 0) + elapsed()) * 100) / 100;
  const history: HistoryLine[] = [];
  const grid = async (): Promise<void> => {
    const images = await sampler.sample(averagedGenerator(recipe, trainer.state), fixedNoise);
    await saveGrid(folder, trainer.steps, await gridPng(images, side, COLUMNS));
  };
  let saved = 0;
  const save = async (): Promise<void> => {
    await appendHistory(folder, history.splice(0));
    await saveCheckpoint(folder, { steps: trainer.steps, seconds: trained(), state: trainer.state });
    saved = elapsed();
  };

  // Asked to stop, the run finishes its step and saves.
  let stopping = false;
  const stop = (): void => {
    stopping = true;
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);

  const progress = showProgress(seconds, batch);
  if (!checkpoint) await grid();
  while (!stopping && elapsed() < seconds && trainer.steps < lastStep) {
    const real = await portraits.batch(trainer.steps * batch);
    const { metrics } = await trainer.step(real);
    if (!Object.values(metrics).every(Number.isFinite))
      throw new Error(
        `the losses are no longer numbers at step ${trainer.steps}; the last checkpoint stays in ${folder}`,
      );
    history.push({ step: trainer.steps, images: trainer.steps * batch, seconds: trained(), ...metrics });
    progress.step(trainer.steps, metrics, elapsed());
    if (trainer.steps % gridEvery(trainer.steps) === 0) await grid();
    if (elapsed() - saved > CHECKPOINT_SECONDS) await save();
  }
  await grid();
  await save();
  progress.done(`${trainer.steps} steps, ${trainer.steps * batch} images; saved in ${folder}`);
  await portraits.close();
  await sampler.release();
  await trainer.release();
});
