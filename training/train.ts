/**
 * Trains a generator, or resumes the run of that name.
 *
 *     npm run train -- [--config training/recipes/first-64.toml] [--data DIR] [--minutes 60] [--steps N]
 *                      [--device auto|cpu|webgpu|onnx-webgpu] [--threads N] [--run NAME] [--grow NAME] [--on-diverge stop|rollback]
 *                      [--checkpoint-seconds 180] [--checkpoint-steps N] [--runs DIR] [--quiet] [--json]
 *
 * --config is a recipe: a FILE.toml, or the name of one in recipes/.
 */

// The compiler drops a comment right before an import of types alone, and --help prints the one above.
import type { Metrics } from '../gan/step.ts';
import { picturesOfStep } from '../gan/step-parts.ts';
import { GpuLostError } from '../graph/wgsl/device.ts';
import { describeError, runCommand } from './command-line.ts';
import { gridPng } from './image-grid.ts';
import type { ProgressListener } from './progress/event.ts';
import { measurePace } from './progress/pace.ts';
import { showProgress } from './progress/show.ts';
import { readBaseModel } from './run/base-model.ts';
import { isScored } from './run/checkpoint-score.ts';
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
import { GRID_COLUMNS, hasGrid } from './run/grids.ts';
import { appendSession, currentSession } from './run/sessions.ts';
import { stopOnSignal, unlessAborted } from './run/stop-on-signal.ts';
import { readTrainFlags, type TrainFlags } from './train/flags.ts';
import { openTraining } from './train/open-training.ts';
import { pendingMetrics } from './train/pending-metrics.ts';
import { averagedGenerator } from './trainer/sampler.ts';

/** A GPU that is lost this often between two checkpoints does not recover. */
const MAX_LOSSES = 3;

async function train(flags: TrainFlags, progress: ProgressListener, stop: AbortSignal): Promise<void> {
  const training = await openTraining(flags, progress, stop);
  const { recipe, run, portraits, labels, trainer, fixed, sampler, scorer } = training;
  /** Real pictures of a step. */
  const pictures = picturesOfStep(recipe);
  const lastStep = Math.min(flags.steps, recipe.decaySteps || Number.POSITIVE_INFINITY);
  const stepsBefore = (await readBaseModel(run.folder))?.training?.steps ?? 0;
  const before = run.checkpoint?.seconds ?? 0;
  let rollbacks = run.checkpoint?.rollbacks ?? 0;
  /** The step of the newest checkpoint, and when it was saved. */
  let saved = run.checkpoint?.steps;
  let savedAt = 0;
  /** How often the GPU was lost since then. */
  let losses = 0;

  const watchForCollapse = collapseDetector();
  const watchForWin = winDetector(recipe);
  const pace = measurePace();
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1000;
  const trained = (): number => Math.round((before + elapsed()) * 100) / 100;
  const isOver = (): boolean => stop.aborted || elapsed() >= flags.seconds || trainer.steps >= lastStep;
  const isScoredNow = (): boolean => isScored(trainer.steps, pictures) || trainer.steps === lastStep;
  const isSavedNow = (): boolean =>
    isScoredNow() ||
    elapsed() - savedAt >= flags.checkpointSeconds ||
    trainer.steps % flags.checkpointSteps === 0;

  const pending = pendingMetrics(note);
  async function step(): Promise<void> {
    const position = trainer.steps * pictures;
    // The process may be stopped while pictures are decoded, which can take longer than a step.
    const real = await unlessAborted(portraits.batch(position), stop);
    if (real === undefined) {
      return;
    }
    const z = rollbackLatents(recipe, trainer.steps, rollbacks);
    const shown = portraits.picturesOf(position);
    const result = trainer.step(real, {
      z,
      labels: labels?.of(shown),
      classes: portraits.classes?.of(shown),
    });
    pending.add(
      trainer.steps,
      result.then(({ metrics }) => metrics),
    );
    await pending.read(trainer.queue);
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
    const file = await run.saveGrid(trainer.steps, await gridPng(images, recipe.resolution, GRID_COLUMNS));
    progress({ type: 'grid', step: trainer.steps, file });
  }
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
  /** Takes a step, unless the training is over, and draws and saves what is due after it. */
  async function advance(): Promise<void> {
    if (!isOver()) {
      await step();
    }
    const isLast = isOver();
    const [shows, saves] = [isLast || hasGrid(trainer.steps, stepsBefore), isLast || isSavedNow()];
    if (shows || saves) {
      await pending.read(0);
    }
    if (shows) {
      await grid();
    }
    if (saves) {
      await save();
    }
  }
  /** Goes back to the newest checkpoint after an error. @throws the error, where that is of no use */
  async function recover(error: unknown): Promise<void> {
    // What was told to the device after the step that failed counts no more.
    pending.clear();
    const step = trainer.steps;
    if (error instanceof GpuLostError && losses < MAX_LOSSES) {
      losses += 1;
      await training.restart(await run.rewind());
      const message = `${error.message} at step ${step}; the training goes on from step ${trainer.steps}`;
      progress({ type: 'note', message });
    } else if (
      error instanceof DivergedError &&
      flags.onDiverge === 'rollback' &&
      rollbacks < MAX_ROLLBACKS
    ) {
      await training.restart(await run.rollBack());
      rollbacks += 1;
      progress({ type: 'rollback', step, to: trainer.steps, rollbacks, reason: error.message });
    } else {
      throw error;
    }
  }

  const session = currentSession(trainer.steps, training.device, {
    grewFrom: flags.grow,
    grewAfter: training.grewAfter,
  });
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
      await advance().catch(recover);
    }
  } catch (cause) {
    throw new TrainingError(cause, rollbacks, await run.newest());
  } finally {
    await training.close();
  }
  const limit = trainer.steps >= lastStep ? 'steps' : 'time';
  const reason = stop.aborted ? 'stopped' : limit;
  const images = trainer.steps * pictures;
  const cost = costOfProcess({ from: session.from, to: trainer.steps });
  await appendCost(run.folder, cost);
  progress({ type: 'done', reason, run: run.folder, step: trainer.steps, images, seconds: trained(), cost });
}

function finite(limit: number): number | undefined {
  return Number.isFinite(limit) ? limit : undefined;
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
