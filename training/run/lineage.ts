/** A run and the run that it grew from, as one training: its steps, pictures and time count from the first of both. */
import { dirname, join } from 'node:path';
import { readCheckpoint } from './checkpoints.ts';
import { grewFrom } from './sittings.ts';
import { readRunRecipe } from './started.ts';

export type Stretch = {
  readonly folder: string;
  /** What had gone before it. */
  readonly before: { readonly steps: number; readonly images: number; readonly seconds: number };
};

/** The run that a run grew from, as it stands beside it. */
export type Ancestor = {
  readonly name: string;
  readonly folder: string;
  readonly steps: number;
  readonly images: number;
  readonly seconds: number;
};

/**
 * The run that a run grew from; undefined where it began by itself.
 * @throws where that run no longer lies beside it
 */
export const readAncestor = async (folder: string): Promise<Ancestor | undefined> => {
  const name = await grewFrom(folder);
  if (name === undefined) return undefined;
  const ancestor = join(dirname(folder), name);
  const recipe = await readRunRecipe(ancestor);
  const checkpoint = recipe && (await readCheckpoint(ancestor));
  if (!checkpoint) throw new Error(`${folder} grew from ${name}, and ${ancestor} holds no such run`);
  const { steps, seconds } = checkpoint;
  return { name, folder: ancestor, steps, images: steps * recipe.batch, seconds };
};

/** The stretches of a training, from its first step on. */
export const readLineage = async (folder: string): Promise<Stretch[]> => {
  const start = { steps: 0, images: 0, seconds: 0 };
  const ancestor = await readAncestor(folder);
  return ancestor
    ? [
        { folder: ancestor.folder, before: start },
        { folder, before: ancestor },
      ]
    : [{ folder, before: start }];
};
