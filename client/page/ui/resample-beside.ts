/**
 * Resamples pictures in a worker, one after the other: a picture as large as a phone takes some 0.1 s. Where the worker fails, the
 * page's own thread resamples, in tasks of a few milliseconds.
 */
import { resampleByRows } from '../../../picture/resample.ts';
import { copyPixels } from '../../copy-pixels.ts';
import { workInSlices } from '../next-task.ts';
import type { ResampleRequest } from './resample-worker.ts';

type Job = {
  readonly picture: ImageData;
  readonly width: number;
  readonly height: number;
  readonly onDone: (bitmap: ImageBitmap) => void;
};

/** In the order of the requests; the one under way is the first. */
const jobs = new Set<Job>();
/** The job under way, even where it has been cancelled. */
let current: Job | undefined;
/** Undefined before the first job; null once the worker has failed. */
let worker: Worker | null | undefined;

/**
 * @param width of the result in pixels, at least 1
 * @param height of the result in pixels, at least 1
 * @param onDone called in a later task with the picture at that size, opaque; the bitmap is the caller's
 * @returns cancels it
 */
export function resampleBeside(
  picture: ImageData,
  width: number,
  height: number,
  onDone: (bitmap: ImageBitmap) => void,
): () => void {
  const job: Job = { picture, width, height, onDone };
  jobs.add(job);
  startNext();
  return () => jobs.delete(job);
}

function startNext(): void {
  const [next] = jobs;
  if (current !== undefined || next === undefined) {
    return;
  }
  current = next;
  worker = worker === undefined ? openWorker() : worker;
  const picture = copyPixels(next.picture);
  if (worker === null) {
    workInSlices(resampleByRows(picture, next.width, next.height), ({ data, width, height }) => {
      createImageBitmap(new ImageData(data, width, height)).then(finish, drop);
    });
    return;
  }
  const request: ResampleRequest = { picture, width: next.width, height: next.height };
  worker.postMessage(request, [picture.data.buffer]);
}

function finish(bitmap: ImageBitmap): void {
  const job = current;
  current = undefined;
  const isWanted = job !== undefined && jobs.delete(job);
  startNext();
  if (isWanted) {
    job.onDone(bitmap);
  } else {
    bitmap.close();
  }
}

/** Goes on to the next job where the browser has no memory for the picture. */
function drop(error: unknown): void {
  console.info('dareka: could not resample a picture, going on without:', error);
  if (current !== undefined) {
    jobs.delete(current);
  }
  current = undefined;
  startNext();
}

function openWorker(): Worker {
  const opened = new Worker(new URL('./resample-worker.ts', import.meta.url), { type: 'module' });
  opened.addEventListener('message', ({ data }: MessageEvent<ImageBitmap>) => finish(data));
  opened.addEventListener('error', () => {
    opened.terminate();
    worker = null;
    current = undefined;
    startNext();
  });
  return opened;
}
