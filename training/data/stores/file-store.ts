/** How a data set is stored: one interface, with an implementation for each kind (`shards.ts`, `folder.ts`, `zip.ts`, `idx-store.ts`). */

export type FileEntry = {
  /** The path within the store, with `/` between folders. */
  readonly name: string;
  readonly bytes: number;
  /** A number that changes with the content: the time of writing, in ms, or the CRC-32. */
  readonly version: number;
  /** The CRC-32 of the content, where all files have the same size, so that sizes do not tell data sets apart. */
  readonly crc?: number;
  /** Which of several tars it is in: these may share names. */
  readonly shard?: number;
  /** Whether it is found behind a link to a folder, which was not followed earlier. */
  readonly linked?: true;
};

/** A file that may be a picture and is not read at all. */
export type Unread = {
  readonly name: string;
  /** Its name is not UTF-8, so that it cannot be opened; or its path leaves the folder that the archive is unpacked to. */
  readonly reason: 'name' | 'path';
};

export type FileStore = {
  readonly kind: 'shards' | 'folder' | 'zip' | 'idx';
  /** Pictures and label files, in an order that is the same each time the store is opened. */
  readonly files: readonly FileEntry[];
  /** The folder that the pictures are in, or the archives that hold them; labels can be beside them. */
  readonly folder: string;
  readonly unread: readonly Unread[];
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
  return Number(a.name > b.name) - Number(a.name < b.name);
}
