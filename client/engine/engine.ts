/**
 * The on-device engine: draws faces with published models, in a worker, on WebGPU or WASM.
 *
 * @example
 * const engine = createEngine({ models: '/models/', runtime: '/ort/', backend: null }, {});
 * const { tag } = await engine.load();
 * const [picture] = await engine.draw([seedFace(tag, 42)]);
 */
import type { Face } from '../../latent/face.ts';
import type { Manifest } from '../../latent/manifest.ts';
import type { BackendChoice } from './backend.ts';
import { EngineError } from './failure.ts';
import type { Reply, Request, Settings } from './messages.ts';
import type { Progress } from './progress.ts';

export type Engine = {
  /**
   * Makes a model ready: downloads it, unless it is cached, checks it, and draws its probe face.
   *
   * @param tag the model's tag; without it, the default model
   * @throws EngineError; the signal's reason when aborted (what is downloading goes on, for the next call)
   */
  load(tag?: string, options?: { signal?: AbortSignal | undefined }): Promise<Manifest>;
  /**
   * Draws faces, loading their models where that has not been done. Calls take turns, a batch each.
   *
   * @param options.onPicture called with every picture as soon as it is there, and with its index in `faces`
   * @returns a picture for each face, of its model's resolution
   * @throws EngineError; the signal's reason when aborted
   */
  draw(
    faces: readonly Face[],
    options?: {
      signal?: AbortSignal | undefined;
      onPicture?: ((picture: ImageData, index: number) => void) | undefined;
    },
  ): Promise<ImageData[]>;
};

export type EngineEvents = {
  /** A model, named by its tag, is being loaded. */
  onProgress?: (progress: Progress, tag: string) => void;
  /** A model is ready, on this backend; again if the backend fails later and another takes over. */
  onBackend?: (choice: BackendChoice) => void;
};

/** After this long without a call the worker is ended, and the memory it held is free; the next call starts it anew. */
const IDLE_MS = 10 * 60_000;

type Call = { receive: (reply: Reply) => void; fail: (error: unknown) => void };

export function createEngine(settings: Settings, events: EngineEvents): Engine {
  const calls = new Map<number, Call>();
  let lastId = 0;
  let worker: Worker | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    worker?.terminate();
    worker = undefined;
  }

  function start(): Worker {
    const started = new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      if (data.type === 'progress') events.onProgress?.(data.progress, data.tag);
      else if (data.type === 'backend') events.onBackend?.(data.choice);
      else calls.get(data.id)?.receive(data);
    });
    const breakOff = (detail: string): void => {
      stop();
      for (const call of calls.values()) call.fail(new EngineError({ kind: 'internal', detail }));
    };
    started.addEventListener('error', (event) =>
      breakOff(event.message || 'the worker could not be started'),
    );
    started.addEventListener('messageerror', () => breakOff('a message from the worker could not be read'));
    started.postMessage({ type: 'settings', settings } satisfies Request);
    return started;
  }

  /** Sends a request; `receive` is given its replies, and returns the result once there is one. */
  function call<T>(
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
      const settle = (): void => {
        calls.delete(id);
        signal?.removeEventListener('abort', abort);
        if (calls.size === 0) idle = setTimeout(stop, IDLE_MS);
      };
      const fail = (error: unknown): void => {
        settle();
        reject(error);
      };
      const abort = (): void => {
        worker?.postMessage({ type: 'abort', id } satisfies Request);
        fail(signal?.reason);
      };
      clearTimeout(idle);
      signal?.addEventListener('abort', abort);
      calls.set(id, {
        fail,
        receive(reply) {
          if (reply.type === 'failed') return fail(new EngineError(reply.failure));
          const received = receive(reply);
          if (received === undefined) return;
          settle();
          resolve(received.result);
        },
      });
      worker ??= start();
      worker.postMessage(request(id));
    });
  }

  return {
    load: (tag, options) =>
      call<Manifest>(
        (id) => ({ type: 'load', id, tag: tag ?? null }),
        (reply) => (reply.type === 'loaded' ? { result: reply.manifest } : undefined),
        options?.signal,
      ),
    draw(faces, options) {
      const pictures: ImageData[] = [];
      return call<ImageData[]>(
        (id) => ({ type: 'draw', id, faces }),
        (reply) => {
          if (reply.type !== 'pictures') return reply.type === 'done' ? { result: pictures } : undefined;
          for (const picture of split(reply.pixels, reply.size)) {
            pictures.push(picture);
            options?.onPicture?.(picture, pictures.length - 1);
          }
          return undefined;
        },
        options?.signal,
      );
    },
  };
}

/** RGBA u8 [n, size, size, 4] as n pictures, each with memory of its own, which a caller may transfer. */
function split(pixels: ArrayBuffer, size: number): ImageData[] {
  const bytes = size * size * 4;
  return Array.from(
    { length: pixels.byteLength / bytes },
    (_, i) => new ImageData(new Uint8ClampedArray(pixels.slice(i * bytes, (i + 1) * bytes)), size, size),
  );
}
