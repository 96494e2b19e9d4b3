/** Brings a file back: stores on this device what it holds, a training or a model. */
import { localModelId, saveLocalModel } from '@dareka/engine/local-models';
import { whyNotInPage } from '../../../../gan/page-training.ts';
import type { Recipe } from '../../../../gan/recipe.ts';
import { nextTask } from '../../next-task.ts';
import { runTask } from '../../worker-task.ts';
import type { GivenFile } from '../given-files/given-files.ts';
import { setForRecipe, TRAINING_SET_NAMES, type TrainingSetName } from '../sets/training-sources.ts';
import { storeCheckpoint } from '../trainings/checkpoint-storage.ts';
import { randomId } from '../trainings/choose-run.ts';
import { storeSnapshot } from '../trainings/film-storage.ts';
import { noteProgress } from '../trainings/stored-runs.ts';
import { encodeCheckpoint } from '../worker/checkpoint.ts';
import {
  BringBackError,
  type BringBackReply,
  type BroughtBack,
  type BroughtTraining,
} from './brought-back.ts';

export type BringBackRequest = {
  readonly file: Blob;
  readonly name: string;
  /** The recipe of what weights alone do not say. */
  readonly usual: Recipe;
};

/** A training that was stored, or the tag of a model. */
export type Stored =
  | ({
      readonly kind: 'training';
      readonly id: string;
      readonly set: TrainingSetName;
    } & Pick<BroughtTraining, 'fresh' | 'pictures'>)
  | { readonly kind: 'model'; readonly tag: string; readonly isConditional: boolean };

/**
 * @param set the set that a training goes on with where its file names none, if that has pictures of its classes
 * @param usual the recipe of what weights alone do not say
 * @throws BringBackError; the signal's reason when aborted
 */
export async function bringBack(
  { name, file }: GivenFile,
  set: TrainingSetName,
  usual: Recipe,
  signal: AbortSignal,
): Promise<Stored> {
  const worker = new Worker(new URL('./bring-back-worker.ts', import.meta.url), { type: 'module' });
  const request: BringBackRequest = { file, name, usual };
  const reply = await runTask<BringBackRequest, BringBackReply>(worker, request, signal, () => {});
  // Not in the task in which some 6 MB were copied to this thread: they are copied once more to be stored.
  await nextTask();
  if (reply.kind === 'problem') {
    throw new BringBackError(reply.problem);
  }
  try {
    return await store(reply, set);
  } catch (error) {
    if (error instanceof BringBackError) {
      throw error;
    }
    console.info('dareka: what was brought back could not be stored:', error);
    throw new BringBackError({ kind: 'storage' });
  }
}

async function store(brought: BroughtBack, set: TrainingSetName): Promise<Stored> {
  if (brought.kind === 'model') {
    const { manifest, contents } = brought;
    const { tag, condition } = manifest;
    await saveLocalModel({ ...manifest, id: localModelId(tag) }, contents);
    return { kind: 'model', tag, isConditional: condition !== undefined };
  }
  const { recipe, checkpoint, name, film, fresh, pictures } = brought;
  const why = whyNotInPage(recipe);
  if (why !== null) {
    throw new BringBackError({ kind: 'recipe', detail: why });
  }
  const own = setForRecipe(recipe, TRAINING_SET_NAMES.find((each) => each === brought.set) ?? set);
  if (own === undefined) {
    const detail = `its classes are ${recipe.classes || recipe.classCount}, and no set of the page has pictures of these`;
    throw new BringBackError({ kind: 'recipe', detail });
  }
  const id = randomId();
  await storeCheckpoint(id, encodeCheckpoint(own, recipe, checkpoint));
  await noteProgress({ id, set: own, recipe, steps: checkpoint.steps }, name);
  for (const { step, file } of film) {
    await storeSnapshot(id, step, file);
  }
  return { kind: 'training', id, set: own, fresh, pictures };
}
