/**
 * The trainings on this device: a list in one note, beside their checkpoints. A training that is missing in the list, since the note is damaged or
 * an earlier build wrote the checkpoint, is found by its checkpoint, whose header names its recipe and its set.
 */
import * as v from 'valibot';
import { parseRecipe, type Recipe } from '../../../../gan/recipe.ts';
import { NOTES } from '../../../storage/names.ts';
import { readNote, updateNote } from '../../../storage/notes.ts';
import { forgetLimit } from '../auto-pause/pause-rules.ts';
import { TRAINING_SET_NAMES } from '../sets/training-sources.ts';
import { readCheckpointHeader } from '../worker/checkpoint.ts';
import { deleteStoredCheckpoint, idsOfCheckpoints, readStoredCheckpoint } from './checkpoint-storage.ts';
import { deleteSnapshots, stepsOfFilm } from './film-storage.ts';
import { forgetUnstored, unstoredRuns } from './unstored-runs.ts';

const time = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const runSchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  /** What the visitor calls it; empty for a name made of its set and the time of its beginning. */
  name: v.string(),
  /** The name of the set that it learns from. */
  set: v.picklist(TRAINING_SET_NAMES),
  recipe: v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }): Recipe => {
      try {
        return parseRecipe(dataset.value, 'a stored training');
      } catch (error) {
        addIssue({ message: String(error) });
        return NEVER;
      }
    }),
  ),
  steps: time,
  /** In milliseconds since 1970; 0 where that is unknown. */
  createdAt: time,
  updatedAt: time,
});
export type StoredRun = Readonly<v.InferOutput<typeof runSchema>>;

/** The trainings of a list, without damaged entries. @param stored the note's value */
export function runsIn(stored: unknown): StoredRun[] {
  return (Array.isArray(stored) ? stored : []).flatMap((each) => {
    const parsed = v.safeParse(runSchema, each);
    return parsed.success ? [parsed.output] : [];
  });
}

/** All trainings that can be gone on with, the latest first, including those that could not be stored. Never rejects. */
export async function readRuns(): Promise<StoredRun[]> {
  const runs = new Map((await readStored()).map((run) => [run.id, run]));
  for (const run of unstoredRuns()) {
    const { name = '', createdAt = run.createdAt } = runs.get(run.id) ?? {};
    runs.set(run.id, { ...run, name, createdAt });
  }
  return [...runs.values()].sort((a, b) => b.updatedAt - a.updatedAt);
}

/** Those that are stored; none where nothing can be read. */
async function readStored(): Promise<StoredRun[]> {
  try {
    const ids = await idsOfCheckpoints();
    const listed = runsIn(await readNote(NOTES.trainingRuns)).filter(({ id }) => ids.includes(id));
    const missing = ids.filter((id) => !listed.some((run) => run.id === id));
    const found = (await Promise.all(missing.map(findAgain))).filter((run) => run !== null);
    return [...listed, ...found];
  } catch (error) {
    console.info('dareka: the trainings on this device cannot be read:', error);
    return [];
  }
}

/** A training by its checkpoint; null where that cannot be gone on with. */
async function findAgain(id: string): Promise<StoredRun | null> {
  try {
    const file = await readStoredCheckpoint(id);
    if (file === null) {
      return null;
    }
    const { recipe, steps, set = id } = readCheckpointHeader(file);
    return v.parse(runSchema, { id, name: '', set, recipe, steps, createdAt: 0, updatedAt: 0 });
  } catch (error) {
    console.info(`dareka: the checkpoint of the training ${id} cannot be read:`, error);
    return null;
  }
}

/**
 * Notes in the list how far a training is, and leaves its name and the time of its beginning.
 *
 * @param called the name of a training that is not in the list yet
 * @throws DOMException where storage is full or forbidden
 */
export async function noteProgress(
  run: Pick<StoredRun, 'id' | 'set' | 'recipe' | 'steps'>,
  called = '',
): Promise<void> {
  const now = Date.now();
  await updateNote(NOTES.trainingRuns, (stored) => {
    const runs = runsIn(stored);
    const { name, createdAt } = runs.find(({ id }) => id === run.id) ?? { name: called, createdAt: now };
    return [{ ...run, name, createdAt, updatedAt: now }, ...runs.filter(({ id }) => id !== run.id)];
  });
}

/** @param name empty for the usual one @throws DOMException where storage is full or forbidden */
export async function renameRun(run: StoredRun, name: string): Promise<void> {
  await updateNote(NOTES.trainingRuns, (stored) => {
    const runs = runsIn(stored);
    const listed = runs.some(({ id }) => id === run.id) ? runs : [...runs, run];
    return listed.map((each) => (each.id === run.id ? { ...each, name } : each));
  });
}

/** Deletes a training: its checkpoint, its film, its limit and its name. @throws DOMException where storage is forbidden */
export async function deleteRun(id: string): Promise<void> {
  const wasUnstored = forgetUnstored(id);
  try {
    await deleteStoredCheckpoint(id);
    await deleteSnapshots(id, await stepsOfFilm(id));
    await forgetLimit(id);
    await updateNote(NOTES.trainingRuns, (stored) => runsIn(stored).filter((run) => run.id !== id));
  } catch (error) {
    // Where it could not be stored, there may be nothing to delete, nor a right to delete it.
    if (!wasUnstored) {
      throw error;
    }
  }
}
