/** Files of a model, from the cache or the network, verified by their SHA-256 in either case. */
import type { FileCache } from '../../../storage/file-cache.ts';
import { EngineError } from '../../failure.ts';
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

/** Downloads and reads under way, by URL: two calls for one file share them, and so never append to one partial download. */
const underWay = new Map<string, Promise<ArrayBuffer>>();

/**
 * A stored copy is verified like a download; a damaged one is deleted. An interrupted download resumes. A download that
 * fails verification is fetched once more past the browser's HTTP cache, which may hold the damaged copy, before it
 * counts as an error.
 *
 * @param onProgress called with the number of bytes received so far; not if another call fetches the file already
 * @returns the bytes, which concurrent calls share
 * @throws EngineError of kind `network`, `integrity` or `insecure`
 */
export function fetchVerified(
  file: ModelFile,
  onProgress: (bytes: number) => void = () => {},
): Promise<ArrayBuffer> {
  const known = underWay.get(file.url);
  if (known !== undefined) {
    return known;
  }
  const promise = readOrDownload(file, onProgress).finally(() => underWay.delete(file.url));
  underWay.set(file.url, promise);
  return promise;
}

async function readOrDownload(file: ModelFile, onProgress: (bytes: number) => void): Promise<ArrayBuffer> {
  const stored = await file.cache.read(file.url);
  if (stored !== null) {
    if ((await sha256Hex(stored)) === file.sha256) {
      onProgress(file.bytes);
      return stored;
    }
    console.info(`dareka: the cached ${file.name} is damaged, fetching it again`);
    await file.cache.delete(file.url);
  }
  const partial = partialDownload(file.url);
  let bytes = await completeDownload(partial, file.bytes, 'default', onProgress);
  let actual = await sha256Hex(bytes);
  if (actual !== file.sha256) {
    bytes = await completeDownload(partial, file.bytes, 'reload', onProgress);
    actual = await sha256Hex(bytes);
  }
  if (actual !== file.sha256) {
    throw new EngineError({ kind: 'integrity', file: file.name, expected: file.sha256, actual });
  }
  await file.cache.write(file.url, bytes);
  return bytes;
}

/** SHA-256 in lower-case hex. */
export async function sha256Hex(bytes: ArrayBuffer): Promise<string> {
  // Absent outside secure contexts, whatever the DOM's types say.
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (subtle === undefined) {
    throw new EngineError({ kind: 'insecure' });
  }
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
