/** A walk as an animated GIF, encoded in a worker. */
import type { Bytes } from '../../../picture/bytes.ts';
import type { GifReply, GifRequest } from './gif-worker.ts';

/**
 * @param factor how many times as large as the pictures
 * @param progress called with the fraction that is done, 0 … 1
 * @throws the signal's reason when aborted; Error where the worker fails
 */
export function encodeGif(
  pictures: readonly ImageData[],
  factor: number,
  framesPerSecond: number,
  signal: AbortSignal,
  progress: (done: number) => void,
): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./gif-worker.ts', import.meta.url), { type: 'module' });
    function end(settle: () => void): void {
      worker.terminate();
      signal.removeEventListener('abort', abort);
      settle();
    }
    const abort = (): void => end(() => reject(signal.reason));
    signal.addEventListener('abort', abort);
    worker.addEventListener('error', (event) =>
      end(() => reject(new Error(event.message || 'the GIF worker failed'))),
    );
    worker.addEventListener('message', ({ data }: MessageEvent<GifReply>) => {
      if (data.type === 'progress') {
        progress(data.done);
      } else {
        end(() => resolve(data.bytes));
      }
    });
    const request: GifRequest = { pictures, factor, delay: Math.round(1000 / framesPerSecond) };
    worker.postMessage(request);
  });
}
