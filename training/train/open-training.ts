/** Opens what a training works with. A run is new, or grown from another run, or resumed from its newest checkpoint. */
import { join } from 'node:path';
import type { Checkpoint } from '../../gan/checkpoint-file.ts';
import { askedFrequencies } from '../../gan/latents.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { picturesOfStep } from '../../gan/step-parts.ts';
import type { Device } from '../../graph/tensor.ts';
import { type DataLoader, type LabelScores, openDataLoader } from '../data/data-loader.ts';
import { dataReading } from '../data/data-reading.ts';
import { readDataRecord } from '../data/data-record.ts';
import type { ProgressListener } from '../progress/event.ts';
import { readRecipe } from '../read/recipe.ts';
import { type CheckpointScorer, openCheckpointScorer } from '../run/checkpoint-score.ts';
import { type FixedLatents, fixedLatents } from '../run/fixed-latents.ts';
import { type TrainingAmount, trainingAmount } from '../run/predecessors.ts';
import { checkGrownFrom, grownState } from '../run/progressive-growing.ts';
import { openRun, type Run } from '../run/run.ts';
import { nameClasses } from '../run/run-classes.ts';
import { recordedData, SAMPLE } from '../run/run-data.ts';
import { cacheFolder, runFolder } from '../run/run-folder.ts';
import { expectRunRecipe, readRunRecipe, readStartedRecipe } from '../run/run-recipe.ts';
import { readSessions } from '../run/sessions.ts';
import { chooseDevice } from '../runtime/choose-device.ts';
import { openSampler, type Sampler } from '../trainer/sampler.ts';
import { openTrainer, type Trainer, type TrainerStart } from '../trainer/trainer.ts';
import type { TrainFlags } from './flags.ts';

const FIRST_RECIPE = join(import.meta.dirname, '../recipes/first-64.toml');

export type Training = {
  readonly recipe: Recipe;
  readonly run: Run;
  readonly device: Device;
  readonly portraits: DataLoader;
  /** How much the run that it grows from was trained; undefined where it does not grow now. */
  readonly grewAfter: TrainingAmount | undefined;
  /** Undefined where the recipe trains without labels. */
  readonly labels: LabelScores | undefined;
  readonly trainer: Trainer;
  /** The latents of the pictures in a grid. */
  readonly fixed: FixedLatents;
  /** Draws the pictures of a grid at once. */
  readonly sampler: Sampler;
  readonly scorer: CheckpointScorer;
  /** Goes on from a checkpoint; from the beginning where there is none. */
  restart(checkpoint: Checkpoint | undefined): Promise<void>;
  close(): Promise<void>;
};

/** @throws Error, most often a UsageError, where the flags, the run or the data do not fit each other */
export async function openTraining(
  flags: TrainFlags,
  progress: ProgressListener,
  stop: AbortSignal,
): Promise<Training> {
  function tell(message: string): void {
    progress({ type: 'note', message });
  }
  const asked = await recipeFor(flags);
  const folder = runFolder(flags.run ?? asked.name, 'run', flags.runs);
  const grownFrom = flags.grow === undefined ? undefined : runFolder(flags.grow, 'grow', flags.runs);
  const data = flags.data ?? (await dataOf(folder, grownFrom));
  const reading = { cache: cacheFolder(), signal: stop, tell };
  const { recipe, opened } = await nameClasses(asked, await recipeBefore(folder, grownFrom), data, {
    ...reading,
    startedWith: (await readDataRecord(folder))?.list,
  });
  const run = await openRun(folder, recipe);
  if (run.checkpoint && flags.grow !== undefined) {
    await checkGrownFrom(run.folder, flags.grow);
  }

  const { device, reason } = await chooseDevice(
    flags.device,
    (await readSessions(run.folder)).at(-1)?.device,
  );
  if (reason !== undefined) {
    tell(reason);
  }
  const machine = { device, threads: flags.threads };
  async function startFrom(checkpoint: Checkpoint | undefined): Promise<TrainerStart> {
    const grown = checkpoint || grownFrom === undefined ? undefined : await grownState(grownFrom, recipe);
    return { weights: checkpoint?.state ?? grown, steps: checkpoint?.steps };
  }
  // Before the data are opened, which can take minutes: a run that cannot be grown is refused at once.
  const start = await startFrom(run.checkpoint);
  // A run that grew from one which is gone does not say how much that was trained; it can be grown nevertheless.
  const grewAfter =
    run.checkpoint || grownFrom === undefined
      ? undefined
      : await trainingAmount(grownFrom).catch(() => undefined);

  const portraits = await openDataLoader(data, {
    ...reading,
    side: recipe.resolution,
    seed: recipe.seed,
    ...dataReading(recipe),
    classes: recipe.condition === 'none' ? undefined : recipe,
    opened,
    batch: picturesOfStep(recipe),
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
  const fixed = fixedLatents(recipe);
  const sampler = await openSampler(recipe, fixed.count, machine);
  return {
    recipe,
    run,
    device,
    portraits,
    grewAfter,
    labels,
    trainer,
    fixed,
    sampler,
    scorer: openCheckpointScorer(recipe, sampler, portraits, stop, frequencies),
    restart: async (checkpoint) => trainer.restart(await startFrom(checkpoint)),
    async close() {
      // Everything is saved by now: an error while closing must not hide why the training ended.
      await Promise.allSettled([portraits.close(), sampler.release(), trainer.release()]);
      run.close();
    },
  };
}

/** The recipe of --config, or of the run that is named, or else the first one. */
async function recipeFor({ config, run, runs }: TrainFlags): Promise<Recipe> {
  if (config !== undefined) {
    return readRecipe(config);
  }
  return run === undefined ? readRecipe(FIRST_RECIPE) : expectRunRecipe(runFolder(run, 'run', runs));
}

/** The recipe that the run was started with, or that of the run that it grows from; undefined for a new one. */
async function recipeBefore(folder: string, grownFrom: string | undefined): Promise<Recipe | undefined> {
  return (
    (await readStartedRecipe(folder)) ?? (grownFrom === undefined ? undefined : readRunRecipe(grownFrom))
  );
}

/** The data of a run without --data. */
async function dataOf(folder: string, grownFrom: string | undefined): Promise<string> {
  const grownData = async (): Promise<string | undefined> =>
    grownFrom === undefined ? undefined : recordedData(grownFrom);
  return (await recordedData(folder)) ?? (await grownData()) ?? SAMPLE;
}
