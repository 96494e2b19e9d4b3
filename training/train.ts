/**
 * Trains a generator, or resumes the run of that name.
 *
 *     npm run train -- [--config training/recipes/first-64.toml] [--data DIR] [--minutes 60] [--steps N]
 *                      [--device auto|cpu|webgpu|onnx-webgpu] [--threads N] [--run NAME] [--grow NAME] [--on-diverge stop|rollback]
 *                      [--checkpoint-seconds 180] [--checkpoint-steps N] [--runs DIR] [--quiet] [--json]
 *
 * --config is a recipe: a FILE.toml, or the name of one in recipes/.
 */
import { join } from 'node:path';
import type { Checkpoint } from '../gan/checkpoint-file.ts';
import { askedFrequencies } from '../gan/latents.ts';
import type { Recipe } from '../gan/recipe.ts';
import type { Metrics } from '../gan/step.ts';
import { picturesOfStep } from '../gan/step-parts.ts';
import type { Values } from '../graph/tensor.ts';
import { GpuLostError } from '../graph/wgsl/device.ts';
import { describeError, runCommand } from './command-line.ts';
import { openDataLoader } from './data/data-loader.ts';
import { dataReading } from './data/data-reading.ts';
import { readDataRecord } from './data/data-record.ts';
import { gridPng } from './image-grid.ts';
import type { ProgressListener } from './progress/event.ts';
import { measurePace } from './progress/pace.ts';
import { showProgress } from './progress/show.ts';
import { readRecipe } from './read/recipe.ts';
import { readBaseModel } from './run/base-model.ts';
import { isScored, openCheckpointScorer } from './run/checkpoint-score.ts';
import { appendCost, costOfProcess } from './run/costs.ts';
import {
  checkMetrics,
  checkState,
  collapseDetector,
  DivergedError,
  MAX_ROLLBACKS,
  rollbackLatents,
  TrainingError,
  winDetector,
} from './run/divergence.ts';
import { fixedLatents } from './run/fixed-latents.ts';
import { GRID_COLUMNS } from './run/grids.ts';
import { checkGrownFrom, grownState } from './run/progressive-growing.ts';
import { openRun } from './run/run.ts';
import { nameClasses } from './run/run-classes.ts';
import { recordedData, SAMPLE } from './run/run-data.ts';
import { cacheFolder, runFolder } from './run/run-folder.ts';
import { expectRunRecipe, readRunRecipe } from './run/run-recipe.ts';
import { appendSession, currentSession, readSessions } from './run/sessions.ts';
import { stopOnSignal, unlessAborted } from './run/stop-on-signal.ts';
import { chooseDevice } from './runtime/choose-device.ts';
import { readTrainFlags, type TrainFlags } from './train-flags.ts';
import { averagedGenerator, openSampler } from './trainer/sampler.ts';
import { openTrainer, type TrainerStart } from './trainer/trainer.ts';

const FIRST_RECIPE = join(import.meta.dirname, 'recipes/first-64.toml');
/** A GPU that is lost this often between two checkpoints does not recover. */
const MAX_LOSSES = 3;
/** Steps between two grids: few at first, when the pictures change quickly. */
function gridEvery(steps: number): number {
  if (steps < 2000) {
    return 100;
  }
  return steps < 10000 ? 500 : 1000;
}
function finite(limit: number): number | undefined {
  return Number.isFinite(limit) ? limit : undefined;
}

/** The recipe of --config, or of the run that is named, or else the first one. */
async function recipeFor({ config, run, runs }: TrainFlags): Promise<Recipe> {
  if (config !== undefined) {
    return readRecipe(config);
  }
  return run === undefined ? readRecipe(FIRST_RECIPE) : expectRunRecipe(runFolder(run, 'run', runs));
}

async function train(flags: TrainFlags, progress: ProgressListener, stop: AbortSignal): Promise<void> {
  // A run is new, or grown from another run, or resumed from its newest checkpoint.
  const asked = await recipeFor(flags);
  const folder = runFolder(flags.run ?? asked.name, 'run', flags.runs);
  const grownFrom = flags.grow === undefined ? undefined : runFolder(flags.grow, 'grow', flags.runs);
  const data =
    flags.data ??
    (await recordedData(folder)) ??
    (grownFrom === undefined ? undefined : await recordedData(grownFrom)) ??
    SAMPLE;
  const reading = {
    cache: cacheFolder(),
    signal: stop,
    tell: (message: string) => progress({ type: 'note', message }),
  };
  const named =
    (await readRunRecipe(folder)) ?? (grownFrom === undefined ? undefined : await readRunRecipe(grownFrom));
  const { recipe, opened } = await nameClasses(asked, named, data, {
    ...reading,
    startedWith: (await readDataRecord(folder))?.list,
  });
  const { resolution: side, seed } = recipe;
  /** Real pictures of a step. */
  const pictures = picturesOfStep(recipe);
  const run = await openRun(folder, recipe);
  if (run.checkpoint && flags.grow !== undefined) {
    await checkGrownFrom(run.folder, flags.grow);
  }
  const before = run.checkpoint?.seconds ?? 0;
  let rollbacks = run.checkpoint?.rollbacks ?? 0;
  let saved = run.checkpoint?.steps;
  let savedAt = 0;
  /** How often the GPU was lost since the last checkpoint. */
  let losses = 0;

  const { device, reason: whyDevice } = await chooseDevice(
    flags.device,
    (await readSessions(run.folder)).at(-1)?.device,
  );
  if (whyDevice !== undefined) {
    progress({ type: 'note', message: whyDevice });
  }
  const machine = { device, threads: flags.threads };
  const grown = async (): Promise<Values | undefined> =>
    grownFrom === undefined ? undefined : grownState(grownFrom, recipe);
  const startFrom = async (checkpoint: Checkpoint | undefined): Promise<TrainerStart> => ({
    weights: checkpoint?.state ?? (await grown()),
    steps: checkpoint?.steps,
  });
  const start = await startFrom(run.checkpoint);

  // The data, the trainer, the generator for grids, and the scorer of checkpoints.
  const portraits = await openDataLoader(data, {
    ...reading,
    side,
    seed,
    ...dataReading(recipe),
    classes: recipe.condition === 'none' ? undefined : recipe,
    opened,
    batch: pictures,
    run: run.folder,
  });
  const frequencies = askedFrequencies(recipe, portraits.classes?.frequencies);
  const labels = recipe.labelWeight > 0 ? await portraits.labels(recipe) : undefined;
  const trainer = await openTrainer(recipe, {
    ...machine,
    ...start,
    scoresFor: labels?.scoresFor,
    frequencies,
  });
  const lastStep = Math.min(flags.steps, recipe.decaySteps || Number.POSITIVE_INFINITY);
  const fixed = fixedLatents(recipe);
  const sampler = await openSampler(recipe, fixed.count, machine);
  const stepsBefore = (await readBaseModel(run.folder))?.training?.steps ?? 0;
  const scorer = openCheckpointScorer(recipe, sampler, portraits, stop, frequencies);
  const watchForCollapse = collapseDetector();
  const watchForWin = winDetector(recipe);

  // Time and pace.
  const pace = measurePace();
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1000;
  const trained = (): number => Math.round((before + elapsed()) * 100) / 100;
  const isOver = (): boolean => stop.aborted || elapsed() >= flags.seconds || trainer.steps >= lastStep;

  /** Steps that the device has been told to take; their metrics are read while it takes the next. */
  const taken: { readonly step: number; readonly metrics: Promise<Metrics> }[] = [];
  async function step(): Promise<void> {
    const position = trainer.steps * pictures;
    // The process may be stopped while pictures are decoded, which can take longer than a step.
    const real = await unlessAborted(portraits.batch(position), stop);
    if (real === undefined) {
      return;
    }
    const z = rollbackLatents(recipe, trainer.steps, rollbacks);
    const shown = portraits.picturesOf(position);
    const metrics = trainer
      .step(real, { z, labels: labels?.of(shown), classes: portraits.classes?.of(shown) })
      .then((result) => result.metrics);
    // An error is thrown by `note`.
    metrics.catch(() => {});
    taken.push({ step: trainer.steps, metrics });
    await noteAllBut(trainer.queue);
  }
  /** Records the steps that are done, but for the last ones. */
  async function noteAllBut(last: number): Promise<void> {
    while (taken.length > last) {
      const [{ step, metrics }] = taken.splice(0, 1) as [(typeof taken)[number]];
      note(step, await metrics);
    }
  }
  function note(step: number, metrics: Metrics): void {
    checkMetrics(metrics, step);
    watchForWin(metrics, step);
    pace.step(elapsed());
    const line = { step, images: step * pictures, seconds: trained(), ...metrics };
    run.record(rollbacks > 0 ? { ...line, rollbacks } : line);
    const secondsLeft = pace.left(lastStep - step, flags.seconds - elapsed());
    progress({ type: 'step', ...line, imagesPerSecond: pace.rate() * pictures, secondsLeft });
  }
  async function grid(): Promise<void> {
    const images = await sampler.draw(averagedGenerator(recipe, await trainer.state()), fixed.latents);
    const file = await run.saveGrid(trainer.steps, await gridPng(images, side, GRID_COLUMNS));
    progress({ type: 'grid', step: trainer.steps, file });
  }
  const hasGrid = (): boolean => trainer.steps % gridEvery(stepsBefore + trainer.steps) === 0;
  const isSaved = (): boolean =>
    isScoredNow() ||
    elapsed() - savedAt >= flags.checkpointSeconds ||
    trainer.steps % flags.checkpointSteps === 0;
  const isScoredNow = (): boolean => isScored(trainer.steps, pictures) || trainer.steps === lastStep;
  async function save(): Promise<void> {
    const { steps } = trainer;
    const state = await trainer.state();
    checkState(state, steps);
    const score = isScoredNow() ? await scorer.score(state) : undefined;
    if (score) {
      watchForCollapse(score, steps);
    }
    const { path, best } = await run.save({ steps, seconds: trained(), rollbacks, state }, score);
    [saved, savedAt] = [steps, elapsed()];
    losses = 0;
    progress({ type: 'checkpoint', step: steps, file: path, best, ...score });
  }
  async function rollBack({ message: reason }: DivergedError): Promise<void> {
    const step = trainer.steps;
    await trainer.restart(await startFrom(await run.rollBack()));
    rollbacks += 1;
    progress({ type: 'rollback', step, to: trainer.steps, rollbacks, reason });
  }

  /** Takes the steps since the newest checkpoint again, on the GPU that is opened anew. */
  async function recover({ message }: GpuLostError): Promise<void> {
    const step = trainer.steps;
    losses += 1;
    await trainer.restart(await startFrom(await run.rewind()));
    progress({
      type: 'note',
      message: `${message} at step ${step}; the training goes on from step ${trainer.steps}`,
    });
  }

  const session = currentSession(trainer.steps, device, flags.grow);
  await appendSession(run.folder, session);
  const limits = { steps: finite(lastStep), seconds: finite(flags.seconds) };
  progress({ type: 'start', run: run.folder, recipe, portraits: portraits.count, ...limits, session });
  stop.addEventListener('abort', () => progress({ type: 'stopping', signal: String(stop.reason) }));
  try {
    if (trainer.steps === 0) {
      await grid();
    }
    // With a checkpoint, a grown run can be resumed without the run that it grew from.
    if (flags.grow !== undefined && saved === undefined) {
      await save();
    }
    // The process was stopped before it could score this checkpoint.
    if (run.checkpoint && run.checkpoint.swd === undefined && isScored(trainer.steps, pictures)) {
      await save();
    }
    while (!isOver() || saved !== trainer.steps) {
      try {
        if (!isOver()) {
          await step();
        }
        const last = isOver();
        const [shows, saves] = [last || hasGrid(), last || isSaved()];
        if (shows || saves) {
          await noteAllBut(0);
        }
        if (shows) {
          await grid();
        }
        if (saves) {
          await save();
        }
      } catch (error) {
        // What was told to the device after the step that failed counts no more.
        taken.length = 0;
        if (error instanceof GpuLostError && losses < MAX_LOSSES) {
          await recover(error);
        } else if (
          error instanceof DivergedError &&
          flags.onDiverge === 'rollback' &&
          rollbacks < MAX_ROLLBACKS
        ) {
          await rollBack(error);
        } else {
          throw error;
        }
      }
    }
  } catch (cause) {
    throw new TrainingError(cause, rollbacks, await run.newest());
  } finally {
    // Everything is saved by now: an error while closing must not hide why the training ended.
    await Promise.allSettled([portraits.close(), sampler.release(), trainer.release()]);
    run.close();
  }
  const limit = trainer.steps >= lastStep ? 'steps' : 'time';
  const reason = stop.aborted ? 'stopped' : limit;
  const images = trainer.steps * pictures;
  const cost = costOfProcess({ from: session.from, to: trainer.steps });
  await appendCost(run.folder, cost);
  progress({ type: 'done', reason, run: run.folder, step: trainer.steps, images, seconds: trained(), cost });
}

await runCommand(async () => {
  const flags = readTrainFlags(process.argv.slice(2));
  const progress = showProgress(flags);
  try {
    await train(flags, progress, stopOnSignal());
  } catch (error) {
    const message = describeError(error);
    const checkpoint = error instanceof TrainingError ? error.checkpoint : undefined;
    progress({ type: 'error', message, checkpoint });
    throw error;
  }
});
