/**
 * The page's side of the engine's worker. Calls are numbered, answered and aborted; the worker is started at the first
 * call, replaced when its backend fails, and ended when it is idle.
 */
import type { DrawnBy } from './backend.ts';
import { EngineError, type Failure, messageOf } from './failure.ts';
import type { EngineReply, EngineRequest, Settings } from './messages.ts';
import type { Progress } from './progress.ts';
import { recoveryFrom } from './recovery.ts';

/** After this long without a call the worker is ended, which frees its memory; the next call starts another. */
const IDLE_MS = 2 * 60_000;

export type EngineEvents = {
  /** The progress of loading a model, named by its tag. */
  onProgress?: ((progress: Progress, tag: string) => void) | undefined;
  /** What draws, and why: when the first model is ready, and again whenever another backend takes over. */
  onBackend?: ((drawnBy: DrawnBy) => void) | undefined;
};

type Call = {
  /** Makes the message that requests the rest of the call. */
  request: () => EngineRequest;
  receive: (reply: EngineReply) => void;
  fail: (error: unknown) => void;
};

export type WorkerBridge = {
  /**
   * Sends a request.
   *
   * @param request makes the request, given the call's number; called again for the rest if the worker fails
   * @param receive called with each reply; returns the result once it is complete
   */
  call<T>(
    request: (id: number) => EngineRequest,
    receive: (reply: EngineReply) => { result: T } | undefined,
    signal: AbortSignal | undefined,
  ): Promise<T>;
  /** Ends the worker; calls under way fail. */
  close(): void;
};

/** Starts a worker that runs `worker/main.ts`. */
export type StartWorker = () => Worker | Promise<Worker>;

export function createWorkerBridge(
  options: Omit<Settings, 'recovery'>,
  events: EngineEvents,
  open: StartWorker,
): WorkerBridge {
  const calls = new Map<number, Call>();
  const first: Settings = { ...options, recovery: null };
  let settings = first;
  let lastId = 0;
  let worker: Worker | undefined;
  /** The workers that draw for it. */
  let threads: Worker[] = [];
  /** Stands for the start that is under way, until another start or `stop` supersedes it. */
  let starting: object | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    for (const each of [worker, ...threads]) {
      each?.terminate();
    }
    worker = undefined;
    threads = [];
    starting = undefined;
  }

  function failAll(failure: Failure): void {
    for (const call of [...calls.values()]) {
      call.fail(new EngineError(failure));
    }
  }

  /** Ends the worker. Another one takes over its calls, unless nothing is left to try: then they fail. */
  function replaceWorker(failure: Failure): void {
    stop();
    const recovery = recoveryFrom(settings, failure, new EngineError(failure).message);
    settings = recovery === null ? first : { ...settings, recovery };
    if (recovery === null) {
      failAll(failure);
    } else if (calls.size > 0) {
      void start();
    }
  }

  /** Starts a worker and sends it every call that is under way. Never rejects. */
  async function start(): Promise<void> {
    const mine = {};
    starting = mine;
    let started: Worker;
    try {
      started = await open();
    } catch (error) {
      if (starting === mine) {
        const detail = `the worker could not be started (${messageOf(error)})`;
        replaceWorker({ kind: 'internal', detail });
      }
      return;
    }
    if (starting !== mine) {
      started.terminate();
      return;
    }
    starting = undefined;
    worker = listenTo(started);
    for (const call of calls.values()) {
      send(call, started);
    }
  }

  /** Sends a call's request. Where that cannot be copied, the call fails, and no other. */
  function send(call: Call, to: Worker): void {
    try {
      to.postMessage(call.request());
    } catch (cause) {
      call.fail(new TypeError(`the call holds what no worker can be sent: ${messageOf(cause)}`, { cause }));
    }
  }

  function listenTo(started: Worker): Worker {
    started.addEventListener('message', ({ data }: MessageEvent<EngineReply>) => {
      // What a worker that was replaced had sent would be drawn twice.
      if (worker !== started) {
        return;
      }
      if (data.type === 'progress') {
        events.onProgress?.(data.progress, data.tag);
      } else if (data.type === 'backend') {
        events.onBackend?.(data.drawnBy);
      } else if (data.type === 'backendFailed') {
        replaceWorker(data.failure);
      } else if (data.type === 'startThread') {
        void startThread(started, data);
      } else {
        calls.get(data.id)?.receive(data);
      }
    });
    function failInternally(detail: string): void {
      if (worker === started) {
        replaceWorker({ kind: 'internal', detail });
      }
    }
    started.addEventListener('error', (event) => {
      // The calls reject; without this the browser would report an error of the page as well.
      event.preventDefault();
      failInternally(event.message || 'the worker could not be started');
    });
    started.addEventListener('messageerror', () =>
      failInternally('a message from the worker could not be read'),
    );
    started.postMessage({ type: 'settings', settings } satisfies EngineRequest);
    return started;
  }

  /** Starts a thread for a worker. Where that fails, fewer threads draw. Never rejects. */
  async function startThread(
    owner: Worker,
    { thread, port }: Extract<EngineReply, { type: 'startThread' }>,
  ): Promise<void> {
    try {
      const started = await open();
      if (worker !== owner) {
        started.terminate();
        return;
      }
      threads.push(started);
      started.addEventListener('error', (event) => {
        event.preventDefault();
        const detail = event.message || 'a draw thread failed';
        owner.postMessage({ type: 'threadFailed', thread, detail } satisfies EngineRequest);
      });
      started.postMessage({ type: 'drawFor', port } satisfies EngineRequest, [port]);
    } catch (error) {
      console.info('dareka: drawing on fewer threads:', error);
    }
  }

  return {
    call<T>(
      request: (id: number) => EngineRequest,
      receive: (reply: EngineReply) => { result: T } | undefined,
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
          worker?.postMessage({ type: 'abort', id } satisfies EngineRequest);
          fail(signal?.reason);
        }
        clearTimeout(idle);
        signal?.addEventListener('abort', abort);
        const call: Call = {
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
        };
        calls.set(id, call);
        if (worker !== undefined) {
          send(call, worker);
        } else if (starting === undefined) {
          void start();
        }
      });
    },
    close() {
      stop();
      failAll({ kind: 'internal', detail: 'the engine was closed' });
      // The last call that failed has set it.
      clearTimeout(idle);
    },
  };
}
