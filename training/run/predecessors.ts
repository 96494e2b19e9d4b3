/**
 * What a run was trained from: the runs that it grew from, and the published model or the checkpoint that the first of them
 * may go on from.
 * Steps, images and seconds are counted from the very first step.
 */
import { dirname, join } from 'node:path';
import { picturesOfStep } from '../../gan/step-parts.ts';
import { readBaseCheckpoint } from './base-checkpoint.ts';
import { BASE_MODEL_FOLDER, readBaseModel } from './base-model.ts';
import { listCheckpoints } from './checkpoints.ts';
import { readRunRecipe } from './run-recipe.ts';
import { readGrowth } from './sessions.ts';

/** How much training there was. */
export type TrainingAmount = { readonly steps: number; readonly images: number; readonly seconds: number };
const NOTHING: TrainingAmount = { steps: 0, images: 0, seconds: 0 };

export type TrainingSegment = {
  /** The folder of a run has grids and a history; that of a model has the film and the history it was published with. */
  readonly kind: 'run' | 'model';
  readonly folder: string;
  /** The training before it. */
  readonly before: TrainingAmount;
  /** The step that the next segment goes on from, counted from the very first; infinite for the last segment. */
  readonly until: number;
};

/** What a run was trained from, and the amount of training up to there. */
export type Predecessor = TrainingAmount & {
  /** A checkpoint has neither film nor history, so that it is no segment. */
  readonly kind: TrainingSegment['kind'] | 'checkpoint';
  readonly folder: string;
  readonly name: string;
};

function sum(a: TrainingAmount, b: TrainingAmount): TrainingAmount {
  return {
    steps: a.steps + b.steps,
    images: a.images + b.images,
    seconds: a.seconds + b.seconds,
  };
}

/**
 * The run that a run grew from, which is in the folder beside it, or the published model or the checkpoint that it goes on
 * from; undefined where it started from fresh weights.
 * @throws where the run that it grew from is no longer there, and an earlier build did not store how much that was trained
 */
export async function readPredecessor(folder: string): Promise<Predecessor | undefined> {
  const model = await readBaseModel(folder);
  if (model) {
    const { training } = model;
    const spent = [training, training?.grewFrom, training?.wentOnFrom]
      .map((it): TrainingAmount => (it ? { ...it, seconds: 60 * it.minutes } : NOTHING))
      .reduce(sum);
    return { ...spent, kind: 'model', name: model.id, folder: join(folder, BASE_MODEL_FOLDER) };
  }
  const checkpointBefore = await readBaseCheckpoint(folder);
  if (checkpointBefore) {
    return { ...checkpointBefore, kind: 'checkpoint', folder };
  }
  const { grewFrom: name, grewAfter } = await readGrowth(folder);
  if (name === undefined) {
    return undefined;
  }
  const folderBeside = join(dirname(folder), name);
  const spent = grewAfter ?? (await trainingAmount(folderBeside));
  if (!spent) {
    throw new Error(`${folder} grew from ${name}, and there is no run with a checkpoint in ${folderBeside}`);
  }
  return { ...spent, kind: 'run', name, folder: folderBeside };
}

/** How much a run was trained by its newest checkpoint, with what came before it; undefined where there is no run with a checkpoint. */
export async function trainingAmount(folder: string): Promise<TrainingAmount | undefined> {
  const recipe = await readRunRecipe(folder);
  const checkpoint = recipe && (await listCheckpoints(folder)).at(-1);
  if (!checkpoint) {
    return undefined;
  }
  const { steps, seconds } = checkpoint;
  const own = { steps, images: steps * picturesOfStep(recipe), seconds };
  return sum((await readPredecessor(folder)) ?? NOTHING, own);
}

/** The segments of a training in order, from its first step on. */
export async function readSegments(folder: string): Promise<TrainingSegment[]> {
  const predecessor = await readPredecessor(folder);
  const own = { kind: 'run', folder, until: Number.POSITIVE_INFINITY } as const;
  if (!predecessor) {
    return [{ ...own, before: NOTHING }];
  }
  return [...(await segmentsOf(predecessor)), { ...own, before: predecessor }];
}

async function segmentsOf({ kind, folder, steps }: Predecessor): Promise<TrainingSegment[]> {
  switch (kind) {
    case 'run': {
      // Where that run was removed, its grids and its history are gone with it.
      const segments = (await readRunRecipe(folder)) ? await readSegments(folder) : [];
      return segments.map((segment) => ({ ...segment, until: Math.min(segment.until, steps) }));
    }
    case 'model':
      return [{ kind, folder, before: NOTHING, until: steps }];
    case 'checkpoint':
      return [];
  }
}
