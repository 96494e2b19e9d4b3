/**
 * Downloads that survive a break: what has come stays, and the next attempt asks for the rest (RFC 9110, section 14).
 * That the parts are of one file is not asked of the server; the SHA-256 of the whole says so.
 */
import { EngineError } from '../failure.ts';
import { readBody } from './body.ts';
import { get } from './get.ts';

/** What has come of a file so far. */
export type Beginning = { readonly url: string; chunks: Uint8Array<ArrayBuffer>[] };

/** How often an attempt that broke off is followed by another, as long as each brings something, and after how long. */
const ATTEMPTS = 4;
const PAUSE_MS = 400;

const beginnings = new Map<string, Beginning>();

/** Kept until the file is whole: a later call, after a failure that somebody has seen, goes on there too. */
export function beginningOf(url: string): Beginning {
  const known = beginnings.get(url) ?? { url, chunks: [] };
  beginnings.set(url, known);
  return known;
}

/**
 * Fetches what is missing.
 *
 * @param bytes of the whole file
 * @param loaded called with the bytes that have come so far
 * @returns as many bytes as came; that they are the right ones is for the caller to check
 * @throws EngineError of kind `network` when an attempt brings nothing
 */
export async function fetchWhole(
  beginning: Beginning,
  bytes: number,
  cache: RequestCache,
  loaded: (bytes: number) => void,
): Promise<ArrayBuffer> {
  for (let attempt = 1; ; attempt++) {
    const before = lengthOf(beginning);
    try {
      await fetchRest(beginning, bytes, cache, loaded);
      beginnings.delete(beginning.url);
      const whole = await new Blob(beginning.chunks).arrayBuffer();
      beginning.chunks = [];
      return whole;
    } catch (error) {
      if (attempt === ATTEMPTS || lengthOf(beginning) <= before) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
    }
  }
}

async function fetchRest(
  beginning: Beginning,
  bytes: number,
  cache: RequestCache,
  loaded: (bytes: number) => void,
): Promise<void> {
  const start = lengthOf(beginning);
  if (start >= bytes) {
    return;
  }
  const range = start === 0 ? {} : { headers: { Range: `bytes=${start}-` } };
  const response = await get(beginning.url, { cache, ...range });
  // 200 is the whole file, from a server that gives no ranges.
  const from = response.status === 206 ? start : 0;
  if (from === 0) {
    beginning.chunks = [];
  }
  try {
    await readBody(response, (chunk, come) => {
      beginning.chunks.push(chunk);
      loaded(from + come);
    });
  } catch (error) {
    throw new EngineError({ kind: 'network', url: beginning.url, status: null }, { cause: error });
  }
}

function lengthOf({ chunks }: Beginning): number {
  return chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
