/** The checkpoints of the trainings on this device, one for each id: a note, which is there whole or not at all. */
import { deleteFormerCheckpoint, readFormerCheckpoint } from '../../../storage/former-places.ts';
import { checkpointNote, idOfCheckpointNote } from '../../../storage/names.ts';
import { deleteNote, noteKeys, readNote, writeNote } from '../../../storage/notes.ts';

/** The first builds had one training, on portraits. */
const FORMER_ID = 'portraits';

/** The ids of all that have one. @throws DOMException where storage is forbidden */
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
  return stored instanceof ArrayBuffer ? stored : id === FORMER_ID ? readFormerCheckpoint() : null;
}

/** @throws DOMException where storage is forbidden */
export async function deleteStoredCheckpoint(id: string): Promise<void> {
  if (id === FORMER_ID) {
    await deleteFormerCheckpoint();
  }
  await deleteNote(checkpointNote(id));
}
