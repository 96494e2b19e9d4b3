/** One piece of work in a worker of its own: a request, then progress, then a result. */
import { nextTask } from './next-task.ts';

/** A message to the worker. Large data comes before the request, in pieces. */
type TaskMessage<Request, Piece> =
  | { readonly type: 'piece'; readonly piece: Piece }
  | { readonly type: 'request'; readonly request: Request };

export type TaskReply<Result> =
  | { readonly type: 'progress'; readonly done: number }
  | { readonly type: 'result'; readonly result: Result };

/**
 * Sends a request to a worker, and ends the worker when it has answered.
 *
 * @param onProgress called with the progress that the worker reports
 * @param pieces each is copied to the worker in a task of its own, so that the page answers in between
 * @throws the signal's reason when aborted; Error where the worker fails
 */
export function runTask<Request, Result, Piece = never>(
  worker: Worker,
  request: Request,
  signal: AbortSignal,
  onProgress: (done: number) => void,
  pieces: readonly Piece[] = [],
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let isEnded = false;
    function end(settle: () => void): void {
      isEnded = true;
      worker.terminate();
      signal.removeEventListener('abort', abort);
      settle();
    }
    const abort = (): void => end(() => reject(signal.reason));
    signal.addEventListener('abort', abort);
    worker.addEventListener('error', ({ message }) => end(() => reject(new Error(message))));
    worker.addEventListener('message', ({ data }: MessageEvent<TaskReply<Result>>) => {
      if (data.type === 'progress') {
        onProgress(data.done);
      } else {
        end(() => resolve(data.result));
      }
    });
    function send(message: TaskMessage<Request, Piece>): void {
      worker.postMessage(message);
    }
    async function sendAll(): Promise<void> {
      for (const piece of pieces) {
        send({ type: 'piece', piece });
        await nextTask();
        if (isEnded) {
          return;
        }
      }
      send({ type: 'request', request });
    }
    // A message that cannot be copied, mostly for want of memory.
    sendAll().catch((error: unknown) => end(() => reject(error)));
  });
}

/**
 * Runs in the worker, and answers the request by `work`. An error that `work` throws is one of the worker, so that `runTask` rejects.
 *
 * @param work given the request, the callback for its progress, and the pieces; a `Uint8Array` that it returns is transferred, not copied
 */
export function answerTask<Request, Result, Piece = never>(
  work: (request: Request, onProgress: (done: number) => void, pieces: readonly Piece[]) => Promise<Result>,
): void {
  const pieces: Piece[] = [];
  function reply(message: TaskReply<Result>, transfer: Transferable[] = []): void {
    self.postMessage(message, { transfer });
  }
  self.addEventListener('message', ({ data }: MessageEvent<TaskMessage<Request, Piece>>) => {
    if (data.type === 'piece') {
      pieces.push(data.piece);
      return;
    }
    work(data.request, (done) => reply({ type: 'progress', done }), pieces).then(
      (result) => reply({ type: 'result', result }, result instanceof Uint8Array ? [result.buffer] : []),
      (error: unknown) => reportError(error),
    );
  });
}
