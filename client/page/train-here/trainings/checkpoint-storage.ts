/** The checkpoints of the trainings on this device. Each is one note, so that it is there whole or not at all. */

import type { Recipe } from '../../../../gan/recipe.ts';
import { deleteFormerCheckpoint, readFormerCheckpoint } from '../../../storage/former-places.ts';
import { checkpointNote, idOfCheckpointNote } from '../../../storage/names.ts';
import { deleteNote, noteKeys, readNote, writeNote } from '../../../storage/notes.ts';
import { type BrowserCheckpoint, decodeCheckpoint } from '../worker/checkpoint.ts';

/** The id of the one training that the first builds had, on portraits. */
const FORMER_ID = 'portraits';

/** The ids of all trainings with a checkpoint. @throws DOMException where storage is forbidden */
export async function idsOfCheckpoints(): Promise<string[]> {
  const former = (await readFormerCheckpoint()) === null ? [] : [FORMER_ID];
  return [...new Set([...former, ...(await noteKeys()).flatMap((key) => idOfCheckpointNote(key) ?? [])])];
}

/** @throws DOMException where storage is full or forbidden */
export async function storeCheckpoint(id: string, content: Blob): Promise<void> {
  await writeNote(checkpointNote(id), await content.arrayBuffer());
  if (id === FORMER_ID) {
    await deleteFormerCheckpoint();
  }
}

/** @returns null where there is none @throws DOMException where storage is forbidden */
export async function readStoredCheckpoint(id: string): Promise<ArrayBuffer | null> {
  const stored = await readNote(checkpointNote(id));
  if (stored instanceof ArrayBuffer) {
    return stored;
  }
  return id === FORMER_ID ? readFormerCheckpoint() : null;
}

/** @throws DOMException where storage is forbidden */
export async function deleteStoredCheckpoint(id: string): Promise<void> {
  if (id === FORMER_ID) {
    await deleteFormerCheckpoint();
  }
  await deleteNote(checkpointNote(id));
}

/** A training that is on this device cannot be read. */
export class UnreadableCheckpointError extends Error {}

/**
 * The checkpoint of a training; null where there is none, or storage is forbidden, so that none was ever stored.
 *
 * @param unstored the file of its checkpoint, where it could not be stored
 * @throws UnreadableCheckpointError where there is one that cannot be gone on with: a new training would take its place
 */
export async function loadCheckpoint(
  id: string,
  recipe: Recipe,
  unstored?: Blob,
): Promise<BrowserCheckpoint | null> {
  if (unstored === undefined && !(await isStored(id))) {
    return null;
  }
  try {
    const file = unstored === undefined ? await readStoredCheckpoint(id) : await unstored.arrayBuffer();
    const checkpoint = file === null ? null : decodeCheckpoint(recipe, file);
    if (checkpoint !== null) {
      return checkpoint;
    }
  } catch (cause) {
    throw new UnreadableCheckpointError(`the checkpoint of the training ${id} cannot be read`, { cause });
  }
  throw new UnreadableCheckpointError(
    `the checkpoint of the training ${id} has other tensors than its recipe`,
  );
}

async function isStored(id: string): Promise<boolean> {
  try {
    return (await idsOfCheckpoints()).includes(id);
  } catch (error) {
    console.info('dareka: checkpoints cannot be read, so training begins with fresh weights:', error);
    return false;
  }
}
