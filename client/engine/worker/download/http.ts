/** HTTP requests, with network failures as EngineErrors. */
import { EngineError, messageOf } from '../../failure.ts';

/** @throws EngineError of kind `network` for no answer, or a status other than 2xx */
export async function fetchOk(url: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    throw new EngineError({ kind: 'network', url, status: null }, { cause: error });
  }
  if (!response.ok) {
    throw new EngineError({ kind: 'network', url, status: response.status });
  }
  return response;
}

/**
 * @param parse throws where the document is not what it should be
 * @throws EngineError of kind `network` as `fetchOk`; `format` where it is not JSON or `parse` refuses it
 */
export async function fetchJson<T>(
  url: string,
  parse: (document: unknown) => T,
  init?: RequestInit,
): Promise<T> {
  const response = await fetchOk(url, init);
  try {
    return parse(await response.json());
  } catch (error) {
    throw new EngineError({ kind: 'format', file: url, detail: messageOf(error) }, { cause: error });
  }
}

/**
 * Reads a body chunk by chunk, also in browsers whose streams cannot be iterated yet.
 *
 * @param onChunk called with each chunk, and the number of bytes received so far
 */
export async function readChunks(
  response: Response,
  onChunk: (chunk: Uint8Array<ArrayBuffer>, bytes: number) => void,
): Promise<void> {
  const reader = response.body?.getReader();
  let bytes = 0;
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    bytes += value.byteLength;
    onChunk(value, bytes);
  }
}
