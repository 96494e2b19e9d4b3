/** The worker that trains: how it is started and watched, and on which backend. */
import { type Pulse, readPulse } from '../../../../graph/wasm/pulse.ts';
import type { BackendChoice, TrainerReply, TrainerRequest, TrainingFailure } from '../worker/messages.ts';

export type TrainingWorker = {
  send(request: TrainerRequest): void;
  end(): void;
  /** Ends it once it has stored a checkpoint. @returns when it has ended */
  endAfterCheckpoint(): Promise<void>;
};

/** How long a worker that is to end may take to store its checkpoint. */
const LAST_CHECKPOINT_MS = 5000;
/** How often the page looks at the threads' pulse, and after how many looks at the same one it gives up a thread as lost. */
const PULSE_INTERVAL_MS = 1000;
const MAX_EQUAL_PULSES = 10;

/**
 * @param receive called with what it reports; once it is to end, only with whether its last checkpoint was stored
 * @param fail called at most once, after which the worker is ended
 */
export function openTrainingWorker(
  receive: (reply: TrainerReply) => void,
  fail: (failure: TrainingFailure) => void,
): TrainingWorker {
  const worker = new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module' });
  const threads: Worker[] = [];
  let isOver = false;
  let stopWatching: (() => void) | undefined;
  function terminate(): void {
    for (const each of [worker, ...threads]) {
      each.terminate();
    }
  }
  function end(): void {
    isOver = true;
    stopWatching?.();
    terminate();
  }
  function giveUp(failure: TrainingFailure): void {
    if (!isOver) {
      end();
      fail(failure);
    }
  }
  worker.addEventListener('message', ({ data }: MessageEvent<TrainerReply>) => {
    if (isOver) {
      return;
    }
    if (data.type === 'failed') {
      giveUp(data.failure);
    } else if (data.type === 'startThreads') {
      threads.push(...data.ports.flatMap(startThread));
    } else if (data.type === 'showing') {
      afterFrame(() => worker.postMessage({ type: 'shown' } satisfies TrainerRequest));
    } else if (data.type === 'threadsReleased') {
      stopWatching?.();
    } else if (data.type === 'computing') {
      const { pulse, threads: count } = data;
      stopWatching = watchThreads(pulse, () => giveUp({ kind: 'lostThread', threads: count }));
    } else {
      receive(data);
    }
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    giveUp({ kind: 'internal', detail: event.message || 'the worker that trains ended unexpectedly' });
  });
  return {
    send: (request) => worker.postMessage(request),
    end,
    endAfterCheckpoint() {
      isOver = true;
      stopWatching?.();
      const request: TrainerRequest = { type: 'pause' };
      worker.postMessage(request);
      return new Promise((resolve) => {
        function stop(): void {
          terminate();
          resolve();
        }
        worker.addEventListener('message', ({ data }: MessageEvent<TrainerReply>) => {
          if (data.type === 'checkpointFailed' || data.type === 'checkpointSaved') {
            receive(data);
          } else if (data.type === 'paused' || data.type === 'failed') {
            stop();
          }
        });
        setTimeout(stop, LAST_CHECKPOINT_MS);
      });
    },
  };
}

/** @param port to the worker that trains @returns the worker of the thread; none where the browser refuses another one */
function startThread(port: MessagePort): Worker[] {
  try {
    const thread = new Worker(new URL('../worker/kernel-thread.ts', import.meta.url), { type: 'module' });
    thread.addEventListener('error', (event) => {
      event.preventDefault();
      console.info('dareka: a thread that helps to train could not be started:', event.message);
    });
    thread.postMessage(port, [port]);
    return [thread];
  } catch (error) {
    console.info('dareka: training on fewer threads:', error);
    return [];
  }
}

/** Calls back once the next frame is painted, or at once where the page is hidden and paints none. */
function afterFrame(act: () => void): void {
  if (document.hidden) {
    act();
  } else {
    requestAnimationFrame(() => setTimeout(act));
  }
}

/**
 * Watches whether the threads of a training get anything done. They wait for one another, and would wait for ever for one that the browser or the
 * system ended within a task, of which no event tells.
 *
 * @param onLost called where nothing gets done any more
 * @returns stops watching
 */
function watchThreads(pulse: Pulse, onLost: () => void): () => void {
  let last: string | null = null;
  let equalPulses = 0;
  const timer = setInterval(() => {
    const now = readPulse(pulse);
    equalPulses = now !== null && now === last ? equalPulses + 1 : 0;
    last = now;
    if (equalPulses >= MAX_EQUAL_PULSES) {
      onLost();
    }
  }, PULSE_INTERVAL_MS);
  return () => clearInterval(timer);
}

/** Both are compared where there is a hardware GPU; a software GPU is slower than WASM. */
export async function recommendedBackend(): Promise<BackendChoice> {
  try {
    // The DOM's types do not say that it is absent in browsers without WebGPU and outside secure contexts.
    const gpu: GPU | undefined = navigator.gpu;
    const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
    return adapter && !adapter.info.isFallbackAdapter ? 'faster' : 'wasm';
  } catch {
    return 'wasm';
  }
}
