/** Moves what earlier builds of the page stored in other places. */
import { CACHES, FORMER } from './names.ts';
import { readNote, updateNote } from './notes.ts';

/**
 * Moves JSON from localStorage into a note. A tab of an earlier build may write it again later, so it is merged with the
 * note each time. Where IndexedDB is forbidden, nothing is moved.
 *
 * @param merge given the parsed JSON (undefined where there is none, or it is damaged) and the note (undefined where there
 *   is none); returns the note to write
 * @returns the note; where it could not be read or written, what localStorage has, and `isStored` is false
 */
export async function moveFromLocalStorage<T>(
  key: string,
  note: string,
  merge: (former: unknown, stored: unknown) => T,
): Promise<{ value: T; isStored: boolean }> {
  const former = readJson(key);
  try {
    if (former === undefined) {
      return { value: merge(undefined, await readNote(note)), isStored: true };
    }
    const value = await updateNote(note, (stored) => merge(former, stored));
    localStorage.removeItem(key);
    return { value, isStored: true };
  } catch (error) {
    console.info(`dareka: could not read or move ${key}, going on without:`, error);
    return { value: merge(former, undefined), isStored: false };
  }
}

function readJson(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Moves the models that were trained on this device out of the cache of published models, and deletes the notes that were
 * stored beside them: speeds, which are measured again.
 *
 * @param urlOf the URL to store a file of a model under
 * @throws DOMException where storage is full or forbidden
 */
export async function moveLocalModels(urlOf: (id: string, name: string) => string): Promise<void> {
  const [from, to] = [await caches.open(CACHES.models), await caches.open(CACHES.localModels)];
  const requests = await from.keys();
  for (const request of requests.filter(({ url }) => url.startsWith(FORMER.notes))) {
    await from.delete(request);
  }
  // keys() has the order of insertion, in which a model's manifest comes last; it is copied last as well.
  const files = requests.filter(({ url }) => url.startsWith(FORMER.localModels));
  for (const { url } of files) {
    const [id = '', name = ''] = url.slice(FORMER.localModels.length).split('/');
    const file = await from.match(url);
    if (file !== undefined) {
      await to.put(urlOf(id, name), file);
    }
  }
  for (const request of files) {
    await from.delete(request);
  }
}

/** The file in which earlier builds stored the checkpoint of the training, or null. @throws DOMException */
export async function readFormerCheckpoint(): Promise<ArrayBuffer | null> {
  const { cache, url } = FORMER.checkpoint;
  // Not `open`, which would create the cache.
  const file = await caches.match(url, { cacheName: cache });
  return file === undefined ? null : file.arrayBuffer();
}

/** @throws DOMException */
export async function deleteFormerCheckpoint(): Promise<void> {
  await caches.delete(FORMER.checkpoint.cache);
}
