/**
 * The download of ONNX Runtime's WebAssembly, counted and early.
 *
 * ONNX Runtime fetches that file itself, when the first session is made, and tells nobody how far it is. It is by
 * far the largest download, so it has to begin at once, beside the model's, and to move the progress bar. So it is
 * begun here, and ONNX Runtime's own fetch of the same URL is given this response: one download, compiled while
 * it streams, from a response that the browser can keep compiled code with.
 */
import { readBody } from './body.ts';

/**
 * @param url absolute URL of the .wasm file
 * @param loaded called with the bytes that have come so far
 * @returns resolves when all of it has come, or none more will
 */
export async function fetchRuntime(url: string, loaded: (bytes: number) => void): Promise<void> {
  const original = self.fetch;
  const response = original(url, { credentials: 'same-origin' });
  self.fetch = (input, init) => {
    if (String(input) !== url) {
      return original(input, init);
    }
    self.fetch = original;
    return response;
  };
  try {
    const copy = (await response).clone();
    if (copy.ok) {
      await readBody(copy, (_, bytes) => loaded(bytes));
    }
  } catch {
    // A download that breaks off fails in the response that ONNX Runtime reads; this copy of it only counts.
  }
}
