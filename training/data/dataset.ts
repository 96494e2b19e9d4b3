/** A data set, as `--data` names it: numbered pictures, and labels where there are some, in any kind of file store. */
import { createHash } from 'node:crypto';
import { isLabels, PICTURES, wasReadEarlier } from './file-names.ts';
import { openLabelSources } from './labels/label-sources.ts';
import type { Labels } from './labels/labels.ts';
import { expectAtMost, PICTURE_BYTES } from './limits.ts';
import type { FileEntry, FileStore, Unread } from './stores/file-store.ts';
import { openStore, WHAT_TO_WRITE } from './stores/open-store.ts';
import type { UnpackOptions } from './stores/unpack.ts';

export type Dataset = {
  readonly path: string;
  readonly kind: FileStore['kind'];
  /** In the order of their numbers. */
  readonly pictures: readonly FileEntry[];
  readonly unread: readonly Unread[];
  /** SHA-256 of the pictures' names and sizes, or checksums where sizes say nothing: independent of where the data set is stored. */
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

function hashOf(parts: readonly (string | number)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(`${part}\n`);
  }
  return hash.digest('hex');
}

export type DatasetOptions = UnpackOptions & {
  /**
   * `list` of the data that a run was started with. Where it is that of the files alone which were read then, before there were BMP, HEIC,
   * names without an extension and links to folders, these alone are its pictures.
   */
  readonly startedWith?: string | undefined;
};

/** The pictures of a store by their places in it. */
function picturePlaces({ files }: FileStore, startedWith: string | undefined): number[] {
  const all = [...files.keys()].filter((i) => !isLabels(files[i]?.name ?? ''));
  const listOf = (places: readonly number[]): string => listHash(places.flatMap((i) => files[i] ?? []));
  if (startedWith !== undefined && startedWith !== listOf(all)) {
    const earlier = all.filter((i) => wasReadEarlier(files[i]?.name ?? '') && !files[i]?.linked);
    return startedWith === listOf(earlier) ? earlier : all;
  }
  return all;
}

function listHash(pictures: readonly FileEntry[]): string {
  return hashOf(
    pictures.flatMap(({ name, bytes, crc }) => [name, bytes, ...(crc === undefined ? [] : [crc])]),
  );
}

function described(pictures: readonly FileEntry[]): Pick<Dataset, 'pictures' | 'list' | 'version'> {
  return {
    pictures,
    list: listHash(pictures),
    version: hashOf(pictures.flatMap(({ name, bytes, version }) => [name, bytes, version])),
  };
}

/** The same data set with some of its pictures, which are numbered anew. @param kept their numbers in it, in ascending order */
export function keepPictures(source: Dataset, kept: readonly number[]): Dataset {
  const numberOf = (index: number): number => kept[index] ?? -1;
  return {
    ...source,
    ...described(kept.flatMap((index) => source.pictures[index] ?? [])),
    read: (index) => source.read(numberOf(index)),
    labels: (index) => source.labels(numberOf(index)),
  };
}

/**
 * Opens a data set; its kind is found from the content of the path.
 * @throws where there is nothing, something of another kind, or no picture
 */
export async function openDataset(path: string, options: DatasetOptions = {}): Promise<Dataset> {
  const store = await openStore(path, options);
  const places = picturePlaces(store, options.startedWith);
  if (places.length === 0) {
    await store.close();
    throw new Error(`${path}: no pictures in this ${store.kind} (${PICTURES}); ${WHAT_TO_WRITE}`);
  }
  const pictures = places.flatMap((place) => store.files[place] ?? []);
  const labels = openLabelSources(store, pictures, path);
  return {
    path,
    kind: store.kind,
    unread: store.unread,
    ...described(pictures),
    async read(index) {
      const { name = '', bytes = 0 } = pictures[index] ?? {};
      expectAtMost(PICTURE_BYTES, bytes, `${path}: ${name}`);
      return store.read(places[index] ?? -1);
    },
    labels: labels.of,
    close: () => store.close(),
  };
}
