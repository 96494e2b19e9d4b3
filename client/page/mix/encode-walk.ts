/** A walk as a GIF or an MP4, encoded in a worker. */
import type { Bytes } from '../../../picture/bytes.ts';

export type EncoderRequest = {
  /** Square, of one size. */
  readonly pictures: readonly ImageData[];
  /** The edge of the film, in pixels. */
  readonly edge: number;
  /** How long the film lasts. */
  readonly milliseconds: number;
};

export type EncoderReply =
  | { type: 'progress'; done: number }
  | { type: 'done'; bytes: Bytes }
  /** This browser has no encoder for it. */
  | { type: 'unsupported' }
  | { type: 'failed'; detail: string };

/** Each in a worker of its own. */
const START = {
  gif: () => new Worker(new URL('./gif-worker.ts', import.meta.url), { type: 'module' }),
  mp4: () => new Worker(new URL('./mp4-worker.ts', import.meta.url), { type: 'module' }),
} as const;

/**
 * @param progress called with the fraction that is done, 0 … 1
 * @returns the file; null where the browser has no encoder for it
 * @throws the signal's reason when aborted; Error where the worker fails
 */
export function encodeWalk(
  format: keyof typeof START,
  request: EncoderRequest,
  signal: AbortSignal,
  progress: (done: number) => void,
): Promise<Bytes | null> {
  return new Promise((resolve, reject) => {
    const worker = START[format]();
    function end(settle: () => void): void {
      worker.terminate();
      signal.removeEventListener('abort', abort);
      settle();
    }
    const abort = (): void => end(() => reject(signal.reason));
    const fail = (detail: string): void => end(() => reject(new Error(detail)));
    signal.addEventListener('abort', abort);
    worker.addEventListener('error', ({ message }) => fail(message || `the ${format} worker failed`));
    worker.addEventListener('message', ({ data }: MessageEvent<EncoderReply>) => {
      switch (data.type) {
        case 'progress':
          return progress(data.done);
        case 'done':
          return end(() => resolve(data.bytes));
        case 'unsupported':
          return end(() => resolve(null));
        case 'failed':
          return fail(data.detail);
      }
    });
    worker.postMessage(request);
  });
}
