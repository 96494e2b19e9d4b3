/** One piece of work in a worker of its own: a request, then progress, then a result. */

export type TaskReply<Result> =
  | { readonly type: 'progress'; readonly done: number }
  | { readonly type: 'result'; readonly result: Result };

/**
 * @param worker is ended afterwards
 * @param onProgress called with what the worker says that it has done
 * @throws the signal's reason when aborted; Error where the worker fails
 */
export function runTask<Request, Result>(
  worker: Worker,
  request: Request,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    function end(settle: () => void): void {
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
    worker.postMessage(request);
  });
}

/** Does the work in the worker. What it throws is the page's error. */
export function answerTask<Request, Result>(
  work: (request: Request, onProgress: (done: number) => void) => Promise<Result>,
): void {
  function reply(message: TaskReply<Result>): void {
    self.postMessage(message);
  }
  self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
    work(data, (done) => reply({ type: 'progress', done })).then(
      (result) => reply({ type: 'result', result }),
      (error: unknown) => reportError(error),
    );
  });
}
