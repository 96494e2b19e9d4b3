/** Calls to the worker: numbered, answered, aborted; and the worker's life, from the first call to long after the last. */
import type { EngineEvents } from './engine.ts';
import { EngineError, type Failure, messageOf } from './failure.ts';
import type { Reply, Request, Settings } from './messages.ts';
import { recoveryFrom } from './recovery.ts';

/** After this long without a call the worker is ended, and the memory it held is free; the next call starts it anew. */
const IDLE_MS = 2 * 60_000;

type Call = {
  /** The message that begins what is left of it. */
  request: () => Request;
  receive: (reply: Reply) => void;
  fail: (error: unknown) => void;
};

export type Calls = {
  /**
   * Sends a request.
   *
   * @param request what to ask, under that number; asked again, for what is left, if the worker breaks off
   * @param receive given each reply; returns the result once there is one
   */
  call<T>(
    request: (id: number) => Request,
    receive: (reply: Reply) => { result: T } | undefined,
    signal: AbortSignal | undefined,
  ): Promise<T>;
  /** Ends the worker; calls under way fail. */
  close(): void;
};

/** @param open starts a worker that runs `worker/main.ts` */
export function createCalls(
  options: Omit<Settings, 'recovery'>,
  events: EngineEvents,
  open: () => Worker,
): Calls {
  const calls = new Map<number, Call>();
  const first: Settings = { ...options, recovery: null };
  let settings = first;
  let lastId = 0;
  let worker: Worker | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    worker?.terminate();
    worker = undefined;
  }

  function failAll(failure: Failure): void {
    for (const call of [...calls.values()]) {
      call.fail(new EngineError(failure));
    }
  }

  /** The worker is of no more use. What it had left to do goes to another one, if there is another way to do it. */
  function breakOff(failure: Failure): void {
    stop();
    const recovery = recoveryFrom(settings, failure, new EngineError(failure).message);
    settings = recovery === null ? first : { ...settings, recovery };
    if (recovery === null) {
      failAll(failure);
    } else if (calls.size > 0) {
      start();
    }
  }

  /** Starts a worker, with every call that is under way to do. */
  function start(): void {
    try {
      worker = listenTo(open());
    } catch (error) {
      breakOff({ kind: 'internal', detail: `the worker could not be started (${messageOf(error)})` });
      return;
    }
    for (const call of calls.values()) {
      worker.postMessage(call.request());
    }
  }

  function listenTo(started: Worker): Worker {
    started.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      if (data.type === 'progress') {
        events.onProgress?.(data.progress, data.tag);
      } else if (data.type === 'backend') {
        events.onBackend?.(data.choice);
      } else if (data.type === 'broken') {
        breakOff(data.failure);
      } else {
        calls.get(data.id)?.receive(data);
      }
    });
    const breakOffInternally = (detail: string): void => breakOff({ kind: 'internal', detail });
    started.addEventListener('error', (event) => {
      // Told by a rejection: unhandled, it would also be an error of the page.
      event.preventDefault();
      breakOffInternally(event.message || 'the worker could not be started');
    });
    started.addEventListener('messageerror', () =>
      breakOffInternally('a message from the worker could not be read'),
    );
    started.postMessage({ type: 'settings', settings } satisfies Request);
    return started;
  }

  return {
    call<T>(
      request: (id: number) => Request,
      receive: (reply: Reply) => { result: T } | undefined,
      signal: AbortSignal | undefined,
    ): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const id = ++lastId;
        function settle(): void {
          calls.delete(id);
          signal?.removeEventListener('abort', abort);
          if (calls.size === 0) {
            idle = setTimeout(stop, IDLE_MS);
          }
        }
        function fail(error: unknown): void {
          settle();
          reject(error);
        }
        function abort(): void {
          worker?.postMessage({ type: 'abort', id } satisfies Request);
          fail(signal?.reason);
        }
        clearTimeout(idle);
        signal?.addEventListener('abort', abort);
        calls.set(id, {
          request: () => request(id),
          fail,
          receive(reply) {
            if (reply.type === 'failed') {
              return fail(new EngineError(reply.failure));
            }
            const received = receive(reply);
            if (received === undefined) {
              return;
            }
            settle();
            resolve(received.result);
          },
        });
        if (worker === undefined) {
          start();
        } else {
          worker.postMessage(request(id));
        }
      });
    },
    close() {
      clearTimeout(idle);
      stop();
      failAll({ kind: 'internal', detail: 'the engine was closed' });
      clearTimeout(idle);
    },
  };
}
