/** The checkpoint of a training on this device, one for each set: a note, which is there whole or not at all. */
import { deleteFormerCheckpoint, readFormerCheckpoint } from '../../storage/former-places.ts';
import { NOTES } from '../../storage/names.ts';
import { deleteNote, hasNote, readNote, writeNote } from '../../storage/notes.ts';
import type { TrainingSetName } from './training-sets.ts';

const KEYS: Readonly<Record<TrainingSetName, string>> = {
  portraits: NOTES.checkpoint,
  digits: NOTES.digitsCheckpoint,
};

/** Earlier builds trained on portraits only. */
function hasFormer(name: TrainingSetName): boolean {
  return name === 'portraits';
}

/** Whether an earlier visit left a checkpoint; false where the browser forbids storage. */
export async function hasStoredCheckpoint(name: TrainingSetName): Promise<boolean> {
  try {
    return (await hasNote(KEYS[name])) || (hasFormer(name) && (await readFormerCheckpoint()) !== null);
  } catch {
    return false;
  }
}

/** @throws DOMException where storage is full or forbidden */
export async function storeCheckpoint(name: TrainingSetName, content: Blob): Promise<void> {
  await writeNote(KEYS[name], await content.arrayBuffer());
  if (hasFormer(name)) {
    await deleteFormerCheckpoint();
  }
}

/** @returns null where there is none @throws DOMException where storage is forbidden */
export async function readStoredCheckpoint(name: TrainingSetName): Promise<ArrayBuffer | null> {
  const stored = await readNote(KEYS[name]);
  return stored instanceof ArrayBuffer ? stored : hasFormer(name) ? readFormerCheckpoint() : null;
}

/** @throws DOMException where storage is forbidden */
export async function deleteStoredCheckpoint(name: TrainingSetName): Promise<void> {
  if (hasFormer(name)) {
    await deleteFormerCheckpoint();
  }
  await deleteNote(KEYS[name]);
}
