/** Lists of the latest things of one kind. Each is stored in one note, the latest first; what is too old is forgotten. */
import { readNote, replaceNote, updateNote } from './notes.ts';

export type RecentList<T> = {
  /** The list as it is stored, or as this page knows it where nothing can be read. Never rejects. */
  read(): Promise<readonly T[]>;
  /**
   * Puts an entry first, in place of the one with the same key. It is written in the current task, so that a page which is closed right after
   * does not lose it.
   *
   * @throws DOMException where storage is full or forbidden; the entry then lasts as long as the page is open
   */
  put(entry: T): Promise<void>;
};

/**
 * @param note the key of the note
 * @param parse the valid list in a stored value, which is undefined where there is none
 * @param keyOf what tells entries apart
 * @param limit of entries
 */
export function createRecentList<T>(
  note: string,
  parse: (stored: unknown) => readonly T[],
  keyOf: (entry: T) => unknown,
  limit: number,
): RecentList<T> {
  /** As far as this page knows: another tab may have changed it since. */
  let known: readonly T[] = [];
  let puts = 0;

  function isIn(list: readonly T[], entry: T): boolean {
    return list.some((each) => keyOf(each) === keyOf(entry));
  }
  function withFirst(first: T, list: readonly T[]): readonly T[] {
    return [first, ...list.filter((each) => keyOf(each) !== keyOf(first))].slice(0, limit);
  }

  return {
    async read() {
      const putsBefore = puts;
      const stored = await readNote(note).catch(() => undefined);
      if (stored !== undefined && puts === putsBefore) {
        known = parse(stored);
      }
      return known;
    },
    async put(entry) {
      puts += 1;
      known = withFirst(entry, known);
      // To read first and write then would take longer than a page that is being closed has.
      const replaced = parse(await replaceNote(note, known));
      const lost = withFirst(entry, replaced).filter((each) => !isIn(known, each));
      if (lost.length > 0) {
        known = await updateNote(note, (stored) => {
          const [first = entry, ...others] = parse(stored);
          const missing = lost.filter((each) => !isIn([first, ...others], each));
          return [first, ...missing, ...others].slice(0, limit);
        });
      }
    },
  };
}
