/**
 * The latest things of one kind: each in a note of its own, so that tabs do not overwrite each other's, and written in the current task, so
 * that a page which is closed right after does not lose it.
 */
import * as v from 'valibot';
import { deleteNotes, noteKeys, readNotes, writeNote } from './notes.ts';

export type RecentEntries<T> = {
  /**
   * The entries, the latest first; the oldest beyond the limit are forgotten. Never rejects: where nothing can be read, there are those of this
   * page that could not be stored.
   */
  read(): Promise<T[]>;
  /**
   * Stores an entry in place of the one under the same key.
   *
   * @throws DOMException where storage is full or forbidden; the entry then lasts as long as the page is open
   */
  put(key: string, entry: T): Promise<void>;
};

type Entry<T> = { readonly at: number; readonly entry: T };

/**
 * @param prefix of the notes
 * @param schema of an entry; what does not fit is ignored
 * @param limit of entries
 */
export function createRecentEntries<T>(
  prefix: string,
  schema: v.GenericSchema<unknown, T>,
  limit: number,
): RecentEntries<T> {
  const storedSchema = v.object({ at: v.number(), entry: schema });
  const unstored = new Map<string, Entry<T>>();

  /** By note, the latest first. */
  async function readStored(): Promise<(readonly [note: string, Entry<T>])[]> {
    const keys = (await noteKeys()).filter((key) => key.startsWith(prefix));
    const values = await readNotes(keys);
    const stored = keys.flatMap((key, i) => {
      const { success, output } = v.safeParse(storedSchema, values[i]);
      return success ? [[key, output] as const] : [];
    });
    return stored.sort(([, a], [, b]) => b.at - a.at);
  }

  return {
    async read() {
      const stored = await readStored().catch(() => []);
      if (stored.length > limit) {
        // Not in `put`: what is written next would wait for it, and be lost with a page that is closed meanwhile.
        await deleteNotes(stored.slice(limit).map(([note]) => note)).catch(() => {});
      }
      const all = new Map([...stored.slice(0, limit), ...unstored]);
      return [...all.values()].sort((a, b) => b.at - a.at).map(({ entry }) => entry);
    },
    async put(key, entry) {
      const note = prefix + key;
      const value = { at: Date.now(), entry };
      unstored.set(note, value);
      await writeNote(note, value);
      if (unstored.get(note) === value) {
        unstored.delete(note);
      }
    },
  };
}
