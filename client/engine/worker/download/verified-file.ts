/** Files of a model, from the cache or the network, verified by their SHA-256 in either case. */
import type { FileCache } from '../../../storage/file-cache.ts';
import { downloadVerified, sha256Hex } from '../../integrity.ts';
import { completeDownload, partialDownload } from './resume.ts';

export type ModelFile = {
  /** Where the file is stored, under its URL. */
  cache: FileCache;
  url: string;
  name: string;
  bytes: number;
  /** 64 lower-case hex digits. */
  sha256: string;
};

/** Downloads, reads and writes under way, by URL. Two calls for one file share them, so that they never append to the same partial download. */
const underWay = new Map<string, { bytes: Promise<ArrayBuffer>; stored: Promise<void> }>();

/**
 * A stored copy is verified like a download; a damaged one is deleted. An interrupted download resumes. A download is stored while
 * the caller works with it, since storing it takes as long as drawing several faces: see `whenStored`.
 *
 * @param onProgress called with the number of bytes received so far; not called if another call is already fetching the file
 * @returns the bytes, which concurrent calls share
 * @throws EngineError of kind `network`, `integrity` or `insecure`
 */
export function fetchVerified(
  file: ModelFile,
  onProgress: (bytes: number) => void = () => {},
): Promise<ArrayBuffer> {
  const known = underWay.get(file.url);
  if (known !== undefined) {
    return known.bytes;
  }
  const found = readOrDownload(file, onProgress);
  const bytes = found.then((each) => each.bytes);
  const stored = found
    .then((each) => (each.isStored ? undefined : file.cache.write(file.url, each.bytes)))
    .catch(() => {})
    .finally(() => underWay.delete(file.url));
  underWay.set(file.url, { bytes, stored });
  return bytes;
}

/** Resolves when nothing that was fetched from that URL is still being stored. Never rejects. */
export async function whenStored(url: string): Promise<void> {
  await underWay.get(url)?.stored;
}

async function readOrDownload(
  file: ModelFile,
  onProgress: (bytes: number) => void,
): Promise<{ bytes: ArrayBuffer; isStored: boolean }> {
  const stored = await file.cache.read(file.url);
  if (stored !== null) {
    if ((await sha256Hex(stored)) === file.sha256) {
      onProgress(file.bytes);
      return { bytes: stored, isStored: true };
    }
    console.info(`dareka: the cached ${file.name} is damaged, fetching it again`);
    await file.cache.delete(file.url);
  }
  const partial = partialDownload(file.url);
  const bytes = await downloadVerified(file, (cache) =>
    completeDownload(partial, file.bytes, cache, onProgress),
  );
  return { bytes, isStored: false };
}
