/** The visitor's pictures in notes of this browser, for later visits, where the visitor asked for it. */
import * as v from 'valibot';
import { NOTES, ownPicturesNote } from '../../../storage/names.ts';
import { hasNote, readNotes, replaceNotes, replaceNotesAtOnce } from '../../../storage/notes.ts';
import { nextTask } from '../../next-task.ts';
import { canShareMemory } from '../shared-memory.ts';
import { MAX_PICTURES, type OwnPicture } from './decode-messages.ts';
import { OWN_SIDE } from './own-set.ts';
import { signatureOf } from './similarity.ts';

const BYTES = 4 * OWN_SIDE ** 2;
/** A note holds so many pictures, a megabyte, and as many are copied or read in one task. */
const PICTURES_PER_NOTE = 64;
const PIECE_NOTES = Array.from({ length: Math.ceil(MAX_PICTURES / PICTURES_PER_NOTE) }, (_, i) =>
  ownPicturesNote(i),
);
const ALL_NOTES = [NOTES.ownPictures, ...PIECE_NOTES];

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** RGBA u8 [n, OWN_SIDE, OWN_SIDE, 4] */
const pixelsSchema = v.instance(ArrayBuffer);
const listSchema = v.object({
  pictures: v.array(v.object({ id: count, group: count, name: v.string(), side: count })),
  /** Those of all pictures, where an earlier build stored them; now each `PICTURES_PER_NOTE` of them have a note. */
  pixels: v.optional(pixelsSchema),
});
type StoredList = v.InferOutput<typeof listSchema>;

/** @throws DOMException where storage is full or forbidden */
export async function storePictures(pictures: readonly OwnPicture[]): Promise<void> {
  await replaceNotes(ALL_NOTES, notesOf(pictures));
}

/** As `storePictures`, but in this task, for a page that is being closed. @throws DOMException */
export async function storePicturesAtOnce(pictures: readonly OwnPicture[]): Promise<void> {
  await replaceNotesAtOnce(ALL_NOTES, notesOf(pictures));
}

function* notesOf(pictures: readonly OwnPicture[]): Generator<[key: string, value: unknown]> {
  const list: StoredList = {
    pictures: pictures.map(({ id, group, name, side }) => ({ id, group, name, side })),
  };
  yield [NOTES.ownPictures, list];
  for (const [i, key] of PIECE_NOTES.entries()) {
    const piece = pictures.slice(i * PICTURES_PER_NOTE, (i + 1) * PICTURES_PER_NOTE);
    if (piece.length > 0) {
      const pixels = new Uint8ClampedArray(piece.length * BYTES);
      fill(pixels, piece, 0);
      yield [key, pixels.buffer];
    }
  }
}

/** The pictures that are kept; none where a note is damaged, or storage is forbidden. */
export async function readPictures(): Promise<OwnPicture[]> {
  try {
    const [note, ...stored] = await readNotes(ALL_NOTES);
    if (note === undefined) {
      return [];
    }
    const { pictures, pixels } = v.parse(listSchema, note);
    const read: OwnPicture[] = [];
    for (let from = 0; from < pictures.length; from += PICTURES_PER_NOTE) {
      await nextTask();
      const piece = pictures.slice(from, from + PICTURES_PER_NOTE);
      const of =
        pixels?.slice(from * BYTES, (from + PICTURES_PER_NOTE) * BYTES) ??
        v.parse(pixelsSchema, stored[from / PICTURES_PER_NOTE]);
      if (of.byteLength !== piece.length * BYTES) {
        throw new RangeError(
          `expected ${piece.length} pictures of ${BYTES} bytes, got ${of.byteLength} bytes`,
        );
      }
      for (const [i, picture] of piece.entries()) {
        const own = new Uint8ClampedArray(of, i * BYTES, BYTES);
        read.push({ ...picture, pixels: own, signature: signatureOf(own, OWN_SIDE) });
      }
    }
    return read;
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
  await replaceNotes(ALL_NOTES, []);
}

const joins = new WeakMap<readonly OwnPicture[], Uint8ClampedArray>();

/**
 * The pictures one below the other, which must not be changed: RGBA u8 [pictures · OWN_SIDE, OWN_SIDE, 4].
 *
 * @returns null where they are many, and `joinInPieces` has not joined them yet
 */
export function joinedPixels(pictures: readonly OwnPicture[]): Uint8ClampedArray | null {
  return joins.get(pictures) ?? (pictures.length <= PICTURES_PER_NOTE ? joinPixels(pictures) : null);
}

/** Joins pictures for `joinedPixels`, and lets the page answer in between. */
export async function joinInPieces(pictures: readonly OwnPicture[]): Promise<void> {
  if (!joins.has(pictures)) {
    const joined = openPixels(pictures.length);
    for (let at = 0; at < pictures.length; at += PICTURES_PER_NOTE) {
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
    canShareMemory() ? new SharedArrayBuffer(count * BYTES) : new ArrayBuffer(count * BYTES),
  );
}

function fill(joined: Uint8ClampedArray, pictures: readonly OwnPicture[], from: number): void {
  for (const [i, { pixels }] of pictures.slice(from, from + PICTURES_PER_NOTE).entries()) {
    joined.set(pixels, (from + i) * BYTES);
  }
}
