/** Verifies downloads by the SHA-256 that a model's manifest gives for each of its files. */
import { EngineError } from './failure.ts';

export type Digest = {
  /** The file's name, for messages. */
  readonly name: string;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
};

/**
 * Downloads a file and verifies it. A download that fails verification is repeated once past the browser's HTTP cache, which
 * may hold a damaged copy, before it counts as an error.
 *
 * @param download fetches the whole file in a cache mode
 * @throws EngineError of kind `integrity` or `insecure`; what `download` throws
 */
export async function downloadVerified(
  { name, sha256 }: Digest,
  download: (cache: 'default' | 'reload') => Promise<ArrayBuffer>,
): Promise<ArrayBuffer> {
  let bytes = await download('default');
  let actual = await sha256Hex(bytes);
  if (actual !== sha256) {
    bytes = await download('reload');
    actual = await sha256Hex(bytes);
  }
  if (actual !== sha256) {
    throw new EngineError({ kind: 'integrity', file: name, expected: sha256, actual });
  }
  return bytes;
}

/**
 * SHA-256 in lower-case hex.
 *
 * @throws EngineError of kind `insecure` where the page is not a secure context
 */
export async function sha256Hex(bytes: ArrayBuffer): Promise<string> {
  // Absent outside secure contexts, whatever the DOM's types say.
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (subtle === undefined) {
    throw new EngineError({ kind: 'insecure' });
  }
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
