/** Notes: values in IndexedDB, one under each key of `NOTES`. A value is anything that can be structured-cloned. */
import { createStore, del, delMany, get, keys, promisifyRequest, type UseStore } from 'idb-keyval';
import { DATABASE, OBJECT_STORE } from './names.ts';

let store: UseStore | undefined;

/** The database is opened, and created, at the first use. */
function notes(): UseStore {
  store ??= createStore(DATABASE, OBJECT_STORE);
  return store;
}

/** The value of a note, which the caller has to validate; undefined where there is none. @throws DOMException */
export async function readNote(key: string): Promise<unknown> {
  return get(key, notes());
}

/**
 * Reads notes in one transaction, one per task, so that the page answers in between.
 *
 * @returns their values, undefined where there is none
 * @throws DOMException
 */
export async function readNotes(keys: readonly string[]): Promise<unknown[]> {
  return notes()('readonly', async (store) => {
    const values: unknown[] = [];
    for (const key of keys) {
      values.push(await promisifyRequest<unknown>(store.get(key)));
    }
    return values;
  });
}

/**
 * Writes a value. The transaction is committed at once, so that a page which is closed right after does not lose it.
 *
 * @throws DOMException where storage is full or forbidden
 */
export async function writeNote(key: string, value: unknown): Promise<void> {
  await notes()('readwrite', (store) => {
    store.put(value, key);
    store.transaction.commit();
    return promisifyRequest(store.transaction);
  });
}

/**
 * Replaces notes by others in one transaction, one note per task, so that the page answers in between. It is committed as by `writeNote`.
 *
 * @param former keys of notes that go
 * @param entries keys and values, each made when its turn comes
 * @throws DOMException where storage is full or forbidden; whatever making an entry throws. In either case nothing has changed
 */
export async function replaceNotes(
  former: readonly string[],
  entries: Iterable<readonly [key: string, value: unknown]>,
): Promise<void> {
  await notes()('readwrite', async (store) => {
    try {
      for (const key of former) {
        store.delete(key);
      }
      for (const [key, value] of entries) {
        await promisifyRequest(store.put(value, key));
      }
      store.transaction.commit();
    } catch (error) {
      abort(store.transaction);
      throw error;
    }
    await promisifyRequest(store.transaction);
  });
}

/** Like `replaceNotes`, but in the current task, however long it takes: a page that is being closed gets no other. */
export async function replaceNotesAtOnce(
  former: readonly string[],
  entries: Iterable<readonly [key: string, value: unknown]>,
): Promise<void> {
  await notes()('readwrite', (store) => {
    for (const key of former) {
      store.delete(key);
    }
    for (const [key, value] of entries) {
      store.put(value, key);
    }
    store.transaction.commit();
    return promisifyRequest(store.transaction);
  });
}

/** Aborts a transaction, which the browser has done already where a request has failed. */
function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) {
      throw error;
    }
  }
}

/**
 * Replaces a value in one transaction, so that no other tab's change is lost; it is committed as by `writeNote`.
 *
 * @param change given the value before, undefined where there was none
 * @returns the value after
 * @throws DOMException where storage is full or forbidden; whatever `change` throws
 */
export async function updateNote<T>(key: string, change: (before: unknown) => T): Promise<T> {
  return notes()('readwrite', async (store) => {
    const before = await promisifyRequest<unknown>(store.get(key));
    const after = change(before);
    store.put(after, key);
    store.transaction.commit();
    await promisifyRequest(store.transaction);
    return after;
  });
}

/** @throws DOMException */
export async function deleteNote(key: string): Promise<void> {
  await del(key, notes());
}

/** The keys of all notes. @throws DOMException */
export async function noteKeys(): Promise<string[]> {
  return (await keys<IDBValidKey>(notes())).map(String);
}

/** Deletes all notes with these keys, or none of them. @throws DOMException */
export async function deleteNotes(keys: readonly string[]): Promise<void> {
  await delMany([...keys], notes());
}

/** Deletes all notes but some. @throws DOMException */
export async function deleteNotesExcept(isKept: (key: string) => boolean): Promise<void> {
  await deleteNotes((await noteKeys()).filter((key) => !isKept(key)));
}

/** Whether there is a note with this key; its value is not read. @throws DOMException */
export async function hasNote(key: string): Promise<boolean> {
  return (await noteKeys()).includes(key);
}
