/**
 * Trains, and goes on training where a run of that name stopped.
 *
 *     npm run train -- --config training/recipes/first-64.toml --data DIR --minutes 120 --device cpu
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fillNormal } from '../latent/seed.ts';
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
/** The fixed noise of the grids is its own stream of the recipe's seed, apart from weights and steps. */
const FIXED_NOISE_STREAM = 2 ** 32 - 1;
const CHECKPOINT_SECONDS = 180;
/** Grids are close together at first, when everything changes, and further apart later. */
const GRID_EVERY = (steps: number): number => (steps < 2000 ? 100 : steps < 10000 ? 500 : 1000);

// Paths on the command line are meant from where npm was called, not from this package.
const from = process.env.INIT_CWD ?? process.cwd();
const { values: flags } = parseArgs({
  options: {
    config: { type: 'string', default: join(import.meta.dirname, 'recipes/first-64.toml') },
    data: { type: 'string' },
    minutes: { type: 'string', default: '60' },
    device: { type: 'string', default: 'cpu' },
    threads: { type: 'string', default: '0' },
    run: { type: 'string' },
  },
});
const minutes = Number(flags.minutes);
const threads = Number(flags.threads);
if (!flags.data) throw new Error('train: write --data DIR, a folder of tar shards of pictures');
if (!(minutes > 0)) throw new Error(`train: --minutes must be a positive number, got ${flags.minutes}`);
if (!(Number.isInteger(threads) && threads >= 0))
  throw new Error(`train: --threads must be 0, 1, 2, …, got ${flags.threads}`);
if (flags.device !== 'cpu' && flags.device !== 'webgpu')
  throw new Error(`train: --device must be cpu or webgpu, got ${flags.device}`);
const device = flags.device;

const recipe = await readRecipe(resolve(from, flags.config));
const folder = resolve(from, 'runs', flags.run ?? recipe.name);
const before = await readRunRecipe(folder);
if (before && JSON.stringify(before) !== JSON.stringify(recipe))
  throw new Error(
    `train: ${folder} was started with another recipe; write --run NAME to start a run beside it`,
  );
if (!before) await createRun(folder, recipe);

const checkpoint = await readCheckpoint(folder);
if (checkpoint) await rewindHistory(folder, checkpoint.steps);
const trainer = await openTrainer(recipe, {
  device,
  threads,
  ...(checkpoint ? { weights: checkpoint.state, steps: checkpoint.steps } : {}),
});
const { batch, resolution: side, seed } = recipe;
const portraits = await openPortraits(resolve(from, flags.data), {
  side,
  batch,
  mirror: recipe.mirror,
  seed,
});
const sampler = await openSampler(recipe, GRID, { device, threads });
const fixedNoise = fillNormal(new Float32Array(GRID * recipe.latentSize), seed, FIXED_NOISE_STREAM);

const started = performance.now();
const elapsed = (): number => (performance.now() - started) / 1000;
const trainedBefore = checkpoint?.seconds ?? 0;
const history: HistoryLine[] = [];
let saved = 0;
let stopping = false;
process.once('SIGINT', () => {
  stopping = true;
});
process.once('SIGTERM', () => {
  stopping = true;
});

const grid = async (): Promise<void> => {
  const images = await sampler.sample(averagedGenerator(recipe, trainer.state), fixedNoise);
  await saveGrid(folder, trainer.steps, await gridPng(images, side, COLUMNS));
};
const save = async (): Promise<void> => {
  await appendHistory(folder, history.splice(0));
  await saveCheckpoint(folder, {
    steps: trainer.steps,
    seconds: trainedBefore + elapsed(),
    state: trainer.state,
  });
  saved = elapsed();
};

const progress = showProgress(minutes * 60, batch);
if (!checkpoint) await grid();
while (!stopping && elapsed() < minutes * 60) {
  const real = await portraits.batch(trainer.steps * batch);
  const { metrics } = await trainer.step(real);
  if (!Object.values(metrics).every(Number.isFinite))
    throw new Error(
      `train: the losses are no longer numbers at step ${trainer.steps}; the last good checkpoint stays in ${folder}`,
    );
  history.push({
    step: trainer.steps,
    images: trainer.steps * batch,
    seconds: Math.round((trainedBefore + elapsed()) * 100) / 100,
    ...metrics,
  });
  progress.step(trainer.steps, metrics, elapsed());
  if (trainer.steps % GRID_EVERY(trainer.steps) === 0) await grid();
  if (elapsed() - saved > CHECKPOINT_SECONDS) await save();
}
await grid();
await save();
progress.done(`${trainer.steps} steps, ${trainer.steps * batch} images; saved in ${folder}`);
await portraits.close();
await sampler.release();
await trainer.release();
