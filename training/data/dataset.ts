/** A data set, as `--data` names it: numbered pictures, and labels where there are some, in any kind of file store. */
import { createHash } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Header } from 'tar';
import { isPicture, PICTURES, stem } from './file-names.ts';
import type { FileEntry, FileStore } from './file-store.ts';
import { openFolder } from './folder.ts';
import { type Labels, openLabelLines, parseLabels } from './labels.ts';
import { expectAtMost, LABEL_BYTES, PICTURE_BYTES } from './limits.ts';
import { openShards, TAR_BLOCK } from './shards.ts';
import { openZip } from './zip.ts';

export type Dataset = {
  readonly path: string;
  readonly kind: FileStore['kind'];
  /** In the order of their numbers. */
  readonly pictures: readonly FileEntry[];
  /** SHA-256 of the pictures' names and sizes: independent of where the data set is stored. */
  readonly list: string;
  /** SHA-256 of names, sizes and versions: it changes when a picture is replaced. */
  readonly version: string;
  /**
   * The encoded picture.
   * @throws TooLargeError where its file is larger than PICTURE_BYTES; else as `FileStore.read`
   */
  read(index: number): Promise<Uint8Array>;
  /** The labels of a picture, or undefined where it has none. */
  labels(index: number): Promise<Labels | undefined>;
  close(): Promise<void>;
};

const WHAT_TO_WRITE =
  'write --data with a folder of .tar shards, one .tar, a folder of pictures (folders in it included), or a .zip of pictures';

async function storeOfFile(path: string): Promise<FileStore> {
  const file = await open(path, 'r');
  const { buffer: start } = await file
    .read(Buffer.alloc(TAR_BLOCK), 0, TAR_BLOCK, 0)
    .finally(() => file.close());
  // By content, not by name. A zip starts with a file's header, or with the directory's end where it is empty.
  if (['PK\x03\x04', 'PK\x05\x06'].includes(start.toString('latin1', 0, 4))) {
    return openZip(path);
  }
  if (new Header(start).cksumValid) {
    return openShards([path]);
  }
  throw new Error(
    `${path} is neither a zip nor an uncompressed tar (a compressed one has no random access); ${WHAT_TO_WRITE}`,
  );
}

async function storeOfFolder(path: string): Promise<FileStore> {
  const shards = (await readdir(path)).filter((name) => name.endsWith('.tar')).sort();
  return shards.length > 0 ? openShards(shards.map((name) => join(path, name))) : openFolder(path);
}

function hashOf(parts: readonly (string | number)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(`${part}\n`);
  }
  return hash.digest('hex');
}

/**
 * Opens a data set; its kind is found from the content of the path.
 * @throws where there is nothing, something of another kind, or no picture
 */
export async function openDataset(path: string): Promise<Dataset> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Error(`there is no ${path}; ${WHAT_TO_WRITE}`, { cause });
  });
  const store = await (found.isDirectory() ? storeOfFolder(path) : storeOfFile(path));
  const places: number[] = [];
  const siblings = new Map<string, number>();
  store.files.forEach(({ name }, i) => {
    if (isPicture(name)) {
      places.push(i);
    } else {
      siblings.set(stem(name), i);
    }
  });
  if (places.length === 0) {
    await store.close();
    throw new Error(`${path}: no pictures in this ${store.kind} (${PICTURES}); ${WHAT_TO_WRITE}`);
  }
  const pictures = places.flatMap((place) => store.files[place] ?? []);
  let lines: ReturnType<typeof openLabelLines> | undefined;
  return {
    path,
    kind: store.kind,
    pictures,
    list: hashOf(pictures.flatMap(({ name, bytes }) => [name, bytes])),
    version: hashOf(pictures.flatMap(({ name, bytes, version }) => [name, bytes, version])),
    async read(index) {
      const { name = '', bytes = 0 } = pictures[index] ?? {};
      expectAtMost(PICTURE_BYTES, bytes, `${path}: ${name}`);
      return store.read(places[index] ?? -1);
    },
    async labels(index) {
      const name = pictures[index]?.name;
      if (name === undefined) {
        throw new RangeError(`no picture ${index} of ${pictures.length}`);
      }
      const sibling = siblings.get(stem(name));
      if (sibling !== undefined) {
        const what = `${path}: the labels of ${name}`;
        expectAtMost(LABEL_BYTES, store.files[sibling]?.bytes ?? 0, what);
        return parseLabels(Buffer.from(await store.read(sibling)).toString('utf8'), what);
      }
      const folder = found.isDirectory() ? path : dirname(path);
      lines ??= openLabelLines(join(folder, 'labels.jsonl'), pictures.length);
      return (await lines)?.(index);
    },
    close: () => store.close(),
  };
}
