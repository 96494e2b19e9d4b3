/** The checkpoint of the training on this device: one note, which is there whole or not at all. */
import { deleteFormerCheckpoint, readFormerCheckpoint } from '../../storage/former-places.ts';
import { NOTES } from '../../storage/names.ts';
import { deleteNote, hasNote, readNote, writeNote } from '../../storage/notes.ts';

/** Whether an earlier visit left a checkpoint; false where the browser forbids storage. */
export async function hasStoredCheckpoint(): Promise<boolean> {
  try {
    return (await hasNote(NOTES.checkpoint)) || (await readFormerCheckpoint()) !== null;
  } catch {
    return false;
  }
}

/** @throws DOMException where storage is full or forbidden */
export async function storeCheckpoint(content: Blob): Promise<void> {
  await writeNote(NOTES.checkpoint, await content.arrayBuffer());
  await deleteFormerCheckpoint();
}

/** @returns null where there is none @throws DOMException where storage is forbidden */
export async function readStoredCheckpoint(): Promise<ArrayBuffer | null> {
  const stored = await readNote(NOTES.checkpoint);
  return stored instanceof ArrayBuffer ? stored : readFormerCheckpoint();
}

/** @throws DOMException where storage is forbidden */
export async function deleteStoredCheckpoint(): Promise<void> {
  await deleteFormerCheckpoint();
  await deleteNote(NOTES.checkpoint);
}
