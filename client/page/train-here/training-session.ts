/** The training as the page sees it: what it shows, what can be asked of it, and the worker's life. */
import { type Backend, EngineError, type Progress } from '@dareka/engine';
import { KEPT } from '../../service-worker/rules.ts';
import { keepFiles } from '../offline/keep-files.ts';
import { createStore, type Store } from '../store.ts';
import type { MetricPoint } from '../training/metrics.ts';
import type { TrainerReply, TrainerRequest, TrainingFailure, TrainingFiles } from './messages.ts';
import { addSnapshot, type Snapshot } from './snapshots.ts';

export type SessionState = {
  readonly phase: 'asleep' | 'opening' | 'learning' | 'stopping' | 'resting' | 'failed';
  readonly backend: Backend | null;
  readonly progress: Progress;
  readonly step: number;
  /** Steps a second. */
  readonly pace: number;
  readonly points: readonly MetricPoint[];
  readonly film: readonly Snapshot[];
  /** The last step that is on this device; null where none is. */
  readonly kept: number | null;
  /** Why what is learned is not kept, or the model could not be taken. */
  readonly trouble: 'full' | 'forbidden' | 'notTaken' | null;
  /** WebGPU broke off, and WASM goes on. */
  readonly fellBack: boolean;
  readonly failure: TrainingFailure | null;
};

export type TrainingSession = {
  readonly pupil: Store<SessionState>;
  /** Loads what has to be loaded, and learns. */
  run(backend: Backend): void;
  pause(): void;
  restart(): void;
  /** The generator as it is, as a model: its tag. Rejects where there is no room for it. */
  take(): Promise<string>;
  /** Keeps what has been learned, and ends the worker. */
  close(): void;
};

function file(url: URL): string {
  return url.href;
}
const FILES: TrainingFiles = {
  step: {
    wasm: file(new URL('../../../browser-training/step-wasm.onnx', import.meta.url)),
    webgpu: file(new URL('../../../browser-training/step-webgpu.onnx', import.meta.url)),
  },
  fold: file(new URL('../../../browser-training/fold.onnx', import.meta.url)),
  generator: file(new URL('../../../browser-training/generator.onnx', import.meta.url)),
  portraits: file(new URL('../../../browser-training/portraits.webp', import.meta.url)),
};

/** How long a worker that is no longer wanted has to keep what it learned. */
const CLOSING_MS = 5000;

const ASLEEP: SessionState = {
  phase: 'asleep',
  backend: null,
  progress: { stage: 'choosing', fraction: 0 },
  step: 0,
  pace: 0,
  points: [],
  film: [],
  kept: null,
  trouble: null,
  fellBack: false,
  failure: null,
};

/** @param runtime URL of the folder of ONNX Runtime's files */
export function createTrainingSession(runtime: string): TrainingSession {
  const pupil = createStore(ASLEEP);
  const change = (next: Partial<SessionState>): void => pupil.set({ ...pupil.get(), ...next });
  let worker: Worker | undefined;
  let taking: { resolve: (tag: string) => void; reject: (error: unknown) => void } | undefined;

  const say = (request: TrainerRequest): void => worker?.postMessage(request);
  function end(): void {
    worker?.terminate();
    worker = undefined;
    taking?.reject(new EngineError({ kind: 'internal', detail: 'the worker was ended' }));
    taking = undefined;
  }

  /** Takes over once what was learned is kept. */
  let successor: Backend | undefined;

  function open(backend: Backend): void {
    end();
    successor = undefined;
    change({ phase: 'opening', backend, failure: null, progress: { stage: 'choosing', fraction: 0 } });
    const opened = startWorker();
    worker = opened;
    opened.addEventListener(
      'message',
      ({ data }: MessageEvent<TrainerReply>) => worker === opened && hear(data),
    );
    opened.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker === opened) {
        fail({ kind: 'internal', detail: event.message || 'the worker broke off' });
      }
    });
    say({ type: 'open', backend, runtime, files: FILES });
    say({ type: 'run' });
  }

  function hear(reply: TrainerReply): void {
    switch (reply.type) {
      case 'progress':
        change({ progress: reply.progress });
        break;
      case 'fetched':
        break;
      case 'opened':
        change({ phase: 'learning' });
        keepFiles(reply.loaded).catch((error: unknown) =>
          console.info('dareka: this training will need a network:', error),
        );
        break;
      case 'told':
        change({ step: reply.step, pace: reply.pace, points: reply.points });
        break;
      case 'grid': {
        const { step, side, pixels } = reply;
        const picture = new ImageData(new Uint8ClampedArray(pixels), side, side);
        change({ film: addSnapshot(pupil.get().film, { step, picture }) });
        break;
      }
      case 'kept':
        change({ kept: reply.step, trouble: null });
        break;
      case 'notKept':
        change({ trouble: reply.full ? 'full' : 'forbidden' });
        break;
      case 'paused':
        change({ phase: 'resting', pace: 0 });
        if (successor !== undefined) {
          open(successor);
        }
        break;
      case 'taken':
        taking?.resolve(reply.tag);
        taking = undefined;
        break;
      case 'notTaken':
        change({ trouble: 'notTaken' });
        taking?.reject(new DOMException('there is no room for the model', 'QuotaExceededError'));
        taking = undefined;
        break;
      case 'failed':
        fail(reply.failure);
        break;
    }
  }

  /** WASM takes over from WebGPU, from what was kept last; anything else is for the visitor to see. */
  function fail(failure: TrainingFailure): void {
    if (failure.kind === 'backend' && failure.backend === 'webgpu') {
      console.info('dareka: training goes on by WASM:', failure.detail);
      change({ fellBack: true });
      open('wasm');
      return;
    }
    end();
    change({ phase: 'failed', failure, pace: 0 });
  }

  return {
    pupil,
    run(backend) {
      if (worker === undefined) {
        return open(backend);
      }
      if (pupil.get().backend !== backend) {
        successor = backend;
        return say({ type: 'pause' });
      }
      change({ phase: 'learning' });
      say({ type: 'run' });
    },
    pause() {
      change({ phase: 'stopping' });
      say({ type: 'pause' });
    },
    restart() {
      change({ film: [], points: [], step: 0, kept: null, phase: 'resting', pace: 0 });
      say({ type: 'restart' });
    },
    take() {
      return new Promise((resolve, reject) => {
        taking = { resolve, reject };
        say({ type: 'pause' });
        say({ type: 'take' });
      });
    },
    close() {
      const closing = worker;
      if (closing === undefined) {
        return;
      }
      worker = undefined;
      closing.addEventListener('message', ({ data }: MessageEvent<TrainerReply>) => {
        if (data.type === 'paused') {
          closing.terminate();
        }
      });
      closing.postMessage({ type: 'pause' } satisfies TrainerRequest);
      setTimeout(() => closing.terminate(), CLOSING_MS);
    },
  };
}

function startWorker(): Worker {
  return new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module' });
}

/**
 * Keeps what learning will need without a network, once for each build: its script has another name when anything of it
 * is another.
 *
 * @param runtime as for `createLesson`
 * @throws Error where it does not come
 */
export async function prefetchTraining(runtime: string): Promise<void> {
  const backend = await bestBackend();
  const done = `https://lesson.invalid/fetched?${new URLSearchParams({ backend, build: import.meta.url })}`;
  const cache = await caches.open(KEPT);
  if ((await cache.match(done)) !== undefined) {
    return;
  }
  const worker = startWorker();
  try {
    const loaded = new Promise<readonly string[]>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<TrainerReply>) => {
        if (data.type === 'fetched') {
          resolve(data.loaded);
        } else if (data.type === 'failed') {
          reject(new Error(`the lesson did not come: ${data.failure.kind}`));
        }
      });
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        reject(new Error(event.message || 'the worker could not be started'));
      });
    });
    worker.postMessage({ type: 'fetch', backend, runtime, files: FILES } satisfies TrainerRequest);
    await keepFiles(await loaded);
    await cache.put(done, new Response());
  } finally {
    worker.terminate();
  }
}

/** WebGPU where there is a real GPU behind it; one in software is slower than WASM. */
export async function bestBackend(): Promise<Backend> {
  try {
    // Absent in browsers without WebGPU and outside secure contexts, whatever the DOM's types say.
    const gpu: GPU | undefined = navigator.gpu;
    const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
    return adapter && !adapter.info.isFallbackAdapter ? 'webgpu' : 'wasm';
  } catch {
    return 'wasm';
  }
}
