/** Pictures as a GIF or an MP4, encoded in a worker. */
import type { Bytes } from '../../../picture/bytes.ts';
import { runTask } from '../worker-task.ts';

export type EncoderRequest = {
  /** The edge of the film, in pixels. */
  readonly edge: number;
  /** How long the film lasts. */
  readonly milliseconds: number;
};

/** Starts the encoder of a format, in a worker of its own. */
const START = {
  gif: () => new Worker(new URL('./gif-worker.ts', import.meta.url), { type: 'module' }),
  mp4: () => new Worker(new URL('./mp4-worker.ts', import.meta.url), { type: 'module' }),
} as const;

/**
 * @param pictures square, of one size
 * @param onProgress called with the fraction that is done, 0 … 1
 * @returns the file; null where the browser has no encoder for it
 * @throws the signal's reason when aborted; Error where the worker fails
 */
export function encodeFilm(
  format: keyof typeof START,
  pictures: readonly ImageData[],
  request: EncoderRequest,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Bytes | null> {
  return runTask<EncoderRequest, Bytes | null, ImageData>(
    START[format](),
    request,
    signal,
    onProgress,
    pictures,
  );
}
