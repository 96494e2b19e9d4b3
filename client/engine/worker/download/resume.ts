/**
 * Downloads that survive an interruption: what was received is kept, and the next attempt asks for the rest (RFC 9110,
 * section 14). Whether the parts belong to one file is not checked here, but by the SHA-256 of the whole file.
 */
import { EngineError, type Failure } from '../../failure.ts';
import { fetchOk, readChunks } from './http.ts';

/** The part of a file that has been received. */
export type PartialDownload = { readonly url: string; chunks: Uint8Array<ArrayBuffer>[] };

/** How many attempts follow each other, as long as each receives something, and the pause between them. */
const ATTEMPTS = 4;
const PAUSE_MS = 400;

const partialDownloads = new Map<string, PartialDownload>();

/**
 * A partial download is kept until the file is complete, so that a later call, after a failure that the user has seen,
 * continues it too.
 */
export function partialDownload(url: string): PartialDownload {
  const known = partialDownloads.get(url) ?? { url, chunks: [] };
  partialDownloads.set(url, known);
  return known;
}

/**
 * Fetches what is missing.
 *
 * @param bytes the size of the whole file
 * @param onProgress called with the number of bytes received so far
 * @returns all bytes received; the caller checks that they are the right ones
 * @throws EngineError of kind `network` when an attempt receives nothing
 */
export async function completeDownload(
  partial: PartialDownload,
  bytes: number,
  cache: RequestCache,
  onProgress: (bytes: number) => void,
): Promise<ArrayBuffer> {
  for (let attempt = 1; ; attempt++) {
    const before = byteLengthOf(partial);
    try {
      await fetchRest(partial, bytes, cache, onProgress);
      partialDownloads.delete(partial.url);
      const whole = await new Blob(partial.chunks).arrayBuffer();
      partial.chunks = [];
      return whole;
    } catch (error) {
      if (attempt === ATTEMPTS || byteLengthOf(partial) <= before) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
    }
  }
}

async function fetchRest(
  partial: PartialDownload,
  bytes: number,
  cache: RequestCache,
  onProgress: (bytes: number) => void,
): Promise<void> {
  const start = byteLengthOf(partial);
  if (start >= bytes) {
    return;
  }
  const range = start === 0 ? {} : { headers: { Range: `bytes=${start}-` } };
  const response = await fetchOk(partial.url, { cache, ...range });
  // Status 200 is the whole file, from a server that does not support ranges.
  const offset = response.status === 206 ? start : 0;
  if (offset === 0) {
    partial.chunks = [];
  }
  const interrupted: Failure = { kind: 'network', url: partial.url, status: null };
  const before = byteLengthOf(partial);
  try {
    await readChunks(response, (chunk, received) => {
      partial.chunks.push(chunk);
      onProgress(offset + received);
    });
  } catch (error) {
    throw new EngineError(interrupted, { cause: error });
  }
  // In Firefox a connection that is closed early ends the body without an error, so the length has to tell.
  const whole = byteLengthOf(partial);
  if (whole < bytes && whole - before < Number(response.headers.get('Content-Length'))) {
    throw new EngineError(interrupted);
  }
}

function byteLengthOf({ chunks }: PartialDownload): number {
  return chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
