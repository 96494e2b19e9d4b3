/** The films of the trainings on this device. Each grid of samples, a WebP or a PNG, is a note of its own, so that only new ones are written. */
import { parseSnapshotNote, snapshotNote } from '../../../storage/names.ts';
import { deleteNotes, noteKeys, readNote, writeNote } from '../../../storage/notes.ts';
import type { Snapshot } from '../session/snapshots.ts';

/** The steps of a training's film, in order. @throws DOMException where storage is forbidden */
export async function stepsOfFilm(id: string): Promise<number[]> {
  const found = (await noteKeys()).flatMap((key) => parseSnapshotNote(key) ?? []);
  return found
    .filter((snapshot) => snapshot.id === id)
    .map(({ step }) => step)
    .sort((a, b) => a - b);
}

/** The file of one snapshot, or null. @throws DOMException where storage is forbidden */
export async function readSnapshot(id: string, step: number): Promise<ArrayBuffer | null> {
  const stored = await readNote(snapshotNote(id, step));
  return stored instanceof ArrayBuffer ? stored : null;
}

/** @throws DOMException where storage is full or forbidden */
export async function storeSnapshot(id: string, step: number, file: ArrayBuffer): Promise<void> {
  await writeNote(snapshotNote(id, step), file);
}

/** @throws DOMException where storage is forbidden */
export async function deleteSnapshots(id: string, steps: readonly number[]): Promise<void> {
  await deleteNotes(steps.map((step) => snapshotNote(id, step)));
}

/** The samples of a step, as a WebP or a PNG. */
export type FilmFile = { readonly step: number; readonly file: ArrayBuffer };

/** The files of a film, in order; none where they cannot be read. Never rejects. */
export async function filesOfFilm(id: string): Promise<FilmFile[]> {
  try {
    const steps = await stepsOfFilm(id);
    const files = await Promise.all(
      steps.map(async (step) => ({ step, file: await readSnapshot(id, step) })),
    );
    return files.flatMap(({ step, file }) => (file === null ? [] : [{ step, file }]));
  } catch {
    return [];
  }
}

/** The pictures of a film; what cannot be read is left out. Never rejects. */
export async function readFilm(id: string): Promise<Snapshot[]> {
  try {
    const steps = await stepsOfFilm(id);
    const film = await Promise.all(steps.map((step) => decodeSnapshot(id, step)));
    return film.filter((snapshot) => snapshot !== null);
  } catch (error) {
    console.info('dareka: the film of the training cannot be read:', error);
    return [];
  }
}

async function decodeSnapshot(id: string, step: number): Promise<Snapshot | null> {
  try {
    const file = await readSnapshot(id, step);
    if (file === null) {
      return null;
    }
    const bitmap = await createImageBitmap(new Blob([file]));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    bitmap.close();
    const picture = context?.getImageData(0, 0, width, height);
    return picture === undefined ? null : { step, picture };
  } catch {
    return null;
  }
}
