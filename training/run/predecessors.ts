/**
 * A run and what it came from, as one training: the runs that it grew from, and the published model that the first of them
 * may go on from. Steps, pictures and time count from the first of all.
 */
import { dirname, join } from 'node:path';
import { BASE_MODEL_FOLDER, readBaseModel } from './base-model.ts';
import { readCheckpoint } from './checkpoints.ts';
import { readRunRecipe } from './run-recipe.ts';
import { grewFrom } from './sessions.ts';

/** How much training there was. */
export type TrainingAmount = { readonly steps: number; readonly images: number; readonly seconds: number };
const NOTHING: TrainingAmount = { steps: 0, images: 0, seconds: 0 };

export type TrainingSegment = {
  /** A run's folder holds grids and a history of its own; a model's the film and the summary that it was published with. */
  readonly kind: 'run' | 'model';
  readonly folder: string;
  /** What had gone before it. */
  readonly before: TrainingAmount;
  /** Its last step, where more was trained than went into what came of it. */
  readonly until: number;
};

/** What a run came from, and all the training up to there. */
export type Predecessor = TrainingAmount &
  Pick<TrainingSegment, 'kind' | 'folder'> & { readonly name: string };

function sum(a: TrainingAmount, b: TrainingAmount): TrainingAmount {
  return {
    steps: a.steps + b.steps,
    images: a.images + b.images,
    seconds: a.seconds + b.seconds,
  };
}

/**
 * The run that a run grew from, as it stands beside it, or the published model that it goes on from; undefined where it
 * began by itself.
 * @throws where the run that it grew from no longer lies beside it
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
  const name = await grewFrom(folder);
  if (name === undefined) {
    return undefined;
  }
  const ancestor = join(dirname(folder), name);
  const recipe = await readRunRecipe(ancestor);
  const checkpoint = recipe && (await readCheckpoint(ancestor));
  if (!checkpoint) {
    throw new Error(`${folder} grew from ${name}, and ${ancestor} holds no such run`);
  }
  const { steps, seconds } = checkpoint;
  const own = { steps, images: steps * recipe.batch, seconds };
  return { ...sum((await readPredecessor(ancestor)) ?? NOTHING, own), kind: 'run', name, folder: ancestor };
}

/** The stretches of a training, from its first step on. */
export async function readSegments(folder: string): Promise<TrainingSegment[]> {
  const ancestor = await readPredecessor(folder);
  const own = { kind: 'run', folder, until: Number.POSITIVE_INFINITY } as const;
  if (!ancestor) {
    return [{ ...own, before: NOTHING }];
  }
  const earlier =
    ancestor.kind === 'run'
      ? await readSegments(ancestor.folder)
      : [{ kind: ancestor.kind, folder: ancestor.folder, before: NOTHING, until: ancestor.steps }];
  return [...earlier, { ...own, before: ancestor }];
}
