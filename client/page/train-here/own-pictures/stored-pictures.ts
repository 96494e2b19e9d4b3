/** The visitor's pictures in a note of this browser, for later visits, where the visitor asked for it. */
import * as v from 'valibot';
import { NOTES } from '../../../storage/names.ts';
import { deleteNote, hasNote, readNote, writeNote } from '../../../storage/notes.ts';
import { nextTask } from '../../next-task.ts';
import type { OwnPicture } from './decode-messages.ts';
import { OWN_SIDE } from './own-set.ts';
import { signatureOf } from './similarity.ts';

const BYTES = 4 * OWN_SIDE ** 2;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const noteSchema = v.object({
  pictures: v.array(v.object({ id: count, group: count, name: v.string(), side: count })),
  /** RGBA u8 [pictures, OWN_SIDE, OWN_SIDE, 4] */
  pixels: v.instance(ArrayBuffer),
});

/** @throws DOMException where storage is full or forbidden */
export async function storePictures(pictures: readonly OwnPicture[]): Promise<void> {
  await joinInPieces(pictures);
  const note: v.InferOutput<typeof noteSchema> = {
    pictures: pictures.map(({ id, group, name, side }) => ({ id, group, name, side })),
    // A copy: memory that is shared cannot be stored.
    pixels: new Uint8ClampedArray(joinedPixels(pictures) ?? []).buffer,
  };
  await writeNote(NOTES.ownPictures, note);
}

/** None where nothing is kept, the note is damaged, or storage is forbidden. */
export async function readPictures(): Promise<OwnPicture[]> {
  try {
    const note = await readNote(NOTES.ownPictures);
    if (note === undefined) {
      return [];
    }
    const { pictures, pixels: all } = v.parse(noteSchema, note);
    if (all.byteLength !== pictures.length * BYTES) {
      throw new RangeError(
        `expected ${pictures.length} pictures of ${BYTES} bytes, got ${all.byteLength} bytes`,
      );
    }
    return pictures.map((picture, i) => {
      const pixels = new Uint8ClampedArray(all.slice(i * BYTES, (i + 1) * BYTES));
      return { ...picture, pixels, signature: signatureOf(pixels, OWN_SIDE) };
    });
  } catch (error) {
    console.info('dareka: the pictures that were kept cannot be read:', error);
    return [];
  }
}

/** Whether pictures are kept; false where storage is forbidden. */
export async function arePicturesStored(): Promise<boolean> {
  return hasNote(NOTES.ownPictures).catch(() => false);
}

/** @throws DOMException where storage is forbidden */
export async function deletePictures(): Promise<void> {
  await deleteNote(NOTES.ownPictures);
}

const joins = new WeakMap<readonly OwnPicture[], Uint8ClampedArray>();

/** So many are copied in one task: a megabyte. */
const PIECE = 64;

/**
 * One below the other: RGBA u8 [pictures · OWN_SIDE, OWN_SIDE, 4]. Not to be changed.
 *
 * @returns null where they are many, and `joinInPieces` has not joined this list
 */
export function joinedPixels(pictures: readonly OwnPicture[]): Uint8ClampedArray | null {
  return joins.get(pictures) ?? (pictures.length <= PIECE ? joinPixels(pictures) : null);
}

/** Joins them, and lets the page answer in between. */
export async function joinInPieces(pictures: readonly OwnPicture[]): Promise<void> {
  if (!joins.has(pictures)) {
    const joined = openPixels(pictures.length);
    for (let at = 0; at < pictures.length; at += PIECE) {
      fill(joined, pictures, at);
      await nextTask();
    }
    joins.set(pictures, joined);
  }
}

function joinPixels(pictures: readonly OwnPicture[]): Uint8ClampedArray {
  const joined = openPixels(pictures.length);
  fill(joined, pictures, 0);
  joins.set(pictures, joined);
  return joined;
}

/** Shared with the worker that trains where memory can be: copying thousands of pictures to it blocks the page. */
function openPixels(count: number): Uint8ClampedArray {
  return new Uint8ClampedArray(
    crossOriginIsolated ? new SharedArrayBuffer(count * BYTES) : new ArrayBuffer(count * BYTES),
  );
}

function fill(joined: Uint8ClampedArray, pictures: readonly OwnPicture[], from: number): void {
  for (const [i, { pixels }] of pictures.slice(from, from + PIECE).entries()) {
    joined.set(pixels, (from + i) * BYTES);
  }
}
