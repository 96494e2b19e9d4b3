/** Where a data set lies: one small interface, and one file for each kind (`shards.ts`, `folder.ts`, `zip.ts`). */

export type StoredFile = {
  /** The path within the store, with `/` between folders. */
  readonly name: string;
  readonly bytes: number;
  /** Another number where the content is another: when it was written, in ms, or its CRC-32. */
  readonly version: number;
};

export type FileStore = {
  readonly kind: 'shards' | 'folder' | 'zip';
  /** Its pictures and label files, in an order that is the same each time it is opened. */
  readonly files: readonly StoredFile[];
  /**
   * The content of `files[i]`, one file at a time, in any order.
   * @throws Damaged where these are not the bytes that once were stored; any other error is the machine's
   */
  read(i: number): Promise<Uint8Array>;
  close(): Promise<void>;
};

/** The bytes of one file are damaged, and will be when they are read again; the rest of its store may be sound. */
export class Damaged extends Error {}

/** The order of names: by UTF-16 code units, so that it is the same under every locale. */
export function byName(a: StoredFile, b: StoredFile): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
