/** How a data set is stored: one interface, with an implementation for each kind (`shards.ts`, `folder.ts`, `zip.ts`). */

export type FileEntry = {
  /** The path within the store, with `/` between folders. */
  readonly name: string;
  readonly bytes: number;
  /** A number that changes with the content: the time of writing, in ms, or the CRC-32. */
  readonly version: number;
};

export type FileStore = {
  readonly kind: 'shards' | 'folder' | 'zip';
  /** Pictures and label files, in an order that is the same each time the store is opened. */
  readonly files: readonly FileEntry[];
  /**
   * The content of `files[i]`, one file at a time, in any order.
   * @throws DamagedFileError where the stored bytes are damaged; other errors are the system's
   */
  read(i: number): Promise<Uint8Array>;
  close(): Promise<void>;
};

/** The stored bytes of one file are damaged; other files of the store may be intact. */
export class DamagedFileError extends Error {}

/** Orders files by name, by UTF-16 code units, so that the order does not depend on the locale. */
export function byName(a: FileEntry, b: FileEntry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
