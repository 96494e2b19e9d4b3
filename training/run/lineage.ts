/**
 * A run and what it came from, as one training: the runs that it grew from, and the published model that the first of them
 * may go on from. Steps, pictures and time count from the first of all.
 */
import { dirname, join } from 'node:path';
import { readCheckpoint } from './checkpoints.ts';
import { PAST, readPast } from './past.ts';
import { grewFrom } from './sittings.ts';
import { readRunRecipe } from './started.ts';

/** How much training there was. */
export type Spent = { readonly steps: number; readonly images: number; readonly seconds: number };
const NOTHING: Spent = { steps: 0, images: 0, seconds: 0 };

export type Stretch = {
  /** A run's folder holds grids and a history of its own; a model's the film and the summary that it was published with. */
  readonly kind: 'run' | 'model';
  readonly folder: string;
  /** What had gone before it. */
  readonly before: Spent;
  /** Its last step, where more was trained than went into what came of it. */
  readonly until: number;
};

/** What a run came from, and all the training up to there. */
export type Ancestor = Spent & Pick<Stretch, 'kind' | 'folder'> & { readonly name: string };

function sum(a: Spent, b: Spent): Spent {
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
export async function readAncestor(folder: string): Promise<Ancestor | undefined> {
  const model = await readPast(folder);
  if (model) {
    const { training } = model;
    const spent = [training, training?.grewFrom, training?.wentOnFrom]
      .map((it): Spent => (it ? { ...it, seconds: 60 * it.minutes } : NOTHING))
      .reduce(sum);
    return { ...spent, kind: 'model', name: model.id, folder: join(folder, PAST) };
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
  return { ...sum((await readAncestor(ancestor)) ?? NOTHING, own), kind: 'run', name, folder: ancestor };
}

/** The stretches of a training, from its first step on. */
export async function readLineage(folder: string): Promise<Stretch[]> {
  const ancestor = await readAncestor(folder);
  const own = { kind: 'run', folder, until: Number.POSITIVE_INFINITY } as const;
  if (!ancestor) {
    return [{ ...own, before: NOTHING }];
  }
  const earlier =
    ancestor.kind === 'run'
      ? await readLineage(ancestor.folder)
      : [{ kind: ancestor.kind, folder: ancestor.folder, before: NOTHING, until: ancestor.steps }];
  return [...earlier, { ...own, before: ancestor }];
}
