/** A file of a published model, from the cache or the network, and in either case the very bytes it should be. */
import { EngineError } from '../failure.ts';
import { beginningOf, fetchWhole } from './resume.ts';
import { drop, keep, recall } from './store.ts';

export type PublishedFile = {
  url: string;
  name: string;
  bytes: number;
  /** 64 lower-case hex digits. */
  sha256: string;
};

/**
 * A kept copy is checked like a download; a damaged one is dropped. A download that breaks off goes on where it was. One
 * that fails its check is fetched once more past the browser's HTTP cache, where the damage may sit, before it counts
 * as an error.
 *
 * @param loaded called with the bytes that have come so far
 * @throws EngineError of kind `network`, `integrity` or `insecure`
 */
export async function download(file: PublishedFile, loaded: (bytes: number) => void): Promise<ArrayBuffer> {
  const kept = await recall(file.url);
  if (kept !== null) {
    if ((await digest(kept)) === file.sha256) {
      loaded(file.bytes);
      return kept;
    }
    console.info(`dareka: the cached ${file.name} is damaged, fetching it again`);
    await drop(file.url);
  }
  const beginning = beginningOf(file.url);
  let bytes = await fetchWhole(beginning, file.bytes, 'default', loaded);
  let actual = await digest(bytes);
  if (actual !== file.sha256) {
    bytes = await fetchWhole(beginning, file.bytes, 'reload', loaded);
    actual = await digest(bytes);
  }
  if (actual !== file.sha256) {
    throw new EngineError({ kind: 'integrity', file: file.name, expected: file.sha256, actual });
  }
  await keep(file.url, bytes);
  return bytes;
}

/** SHA-256 in lower-case hex. */
export async function digest(bytes: ArrayBuffer): Promise<string> {
  // Absent outside secure contexts, whatever the DOM's types say.
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (subtle === undefined) {
    throw new EngineError({ kind: 'insecure' });
  }
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
