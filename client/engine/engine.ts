/**
 * The on-device engine: draws faces with published models, in a worker, on WebGPU or WASM.
 *
 * @example
 * const engine = openEngine({ models: '/models/', runtime: '/ort/' });
 * const [picture] = await engine.draw({ seeds: [42] });
 */
import type { Face } from '../../latent/face.ts';
import type { Manifest } from '../../latent/manifest.ts';
import type { Backend, BackendChoice } from './backend.ts';
import { createCalls } from './calls.ts';
import type { Inside, Judgement } from './inside.ts';
import type { Progress } from './progress.ts';
import { facesOf, type Wanted } from './wanted.ts';

export type { Wanted } from './wanted.ts';

export type EngineEvents = {
  /** A model, named by its tag, is being loaded. */
  onProgress?: ((progress: Progress, tag: string) => void) | undefined;
  /** What draws, and why: when the first model is ready, and again when another backend takes over. */
  onBackend?: ((choice: BackendChoice) => void) | undefined;
};

export type EngineOptions = EngineEvents & {
  /** URL of the folder of published models; `index.json` is in it. */
  models: string;
  /** URL of the folder of ONNX Runtime's files; the folder of a version is in it. */
  runtime: string;
  /** The backend to use and no other. Without it the engine chooses, and falls back where its choice fails. */
  backend?: Backend | null | undefined;
  /** At most so many threads; without it one fewer than the device has, up to four. */
  threads?: number | undefined;
  /** How many faces are drawn at once: 8 without it. More take longer to show, and to stop. */
  batch?: number | undefined;
  /**
   * Starts the engine's worker (`worker/main.ts`, built) where its script does not lie beside this module: a page may
   * only start workers of its own origin. What it throws becomes an EngineError of kind `internal`.
   */
  worker?: (() => Worker) | undefined;
};

type Abortable = {
  /** Stops the work: the promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
};

export type DrawOptions = Abortable & {
  /** Called with every picture as soon as it is there, and with its index among those that are wanted. */
  onPicture?: ((picture: ImageData, index: number) => void) | undefined;
};

/**
 * Calls take turns a batch at a time, and the newest goes first: it is what somebody is looking at. Every call may be
 * aborted, and starts the worker where it is not running.
 */
export type Engine = {
  /** What draws, and why; null until a model is ready. */
  readonly backend: BackendChoice | null;
  /**
   * Makes a model ready: downloads it, unless it is cached, checks it, and draws its probe face.
   *
   * @param tag the model's tag; without it, the default model
   * @throws EngineError; the signal's reason when aborted (what is downloading goes on, for the next call)
   */
  load(tag?: string, options?: Abortable): Promise<Manifest>;
  /**
   * Draws faces, loading their models where that has not been done.
   *
   * @returns a picture for each, of its model's resolution, RGBA u8
   * @throws EngineError; RangeError for what cannot be a seed or a z; the signal's reason when aborted
   */
  draw(wanted: Wanted, options?: DrawOptions): Promise<ImageData[]>;
  /**
   * Draws one face and gives what came out of every layer on the way. Costs no download: the same weights are set up a
   * second time, at the first such call.
   *
   * @throws as `draw`
   */
  inside(face: Face, options?: Abortable): Promise<Inside>;
  /**
   * The latent vector that a face is drawn from: a seed's, with its edits.
   *
   * @returns z: f32 [latentSize], truncation in it already
   * @throws as `draw`
   */
  latent(face: Face, options?: Abortable): Promise<Float32Array>;
  /**
   * Shows a picture to the discriminator that a model's generator learned against. Its weights are fetched at the first
   * such call; the CPU runs it, whatever the backend.
   *
   * @param tag the model's, whose manifest tells of a discriminator
   * @param picture of the model's resolution
   * @throws EngineError of kind `network`, `integrity`, `insecure`, `format`, `model`, or `face` for a picture of
   *   another size or a model without a discriminator; the signal's reason when aborted
   */
  judge(tag: string, picture: ImageData, options?: Abortable): Promise<Judgement>;
  /** Ends the worker and gives its memory back; calls that are under way reject. The next call starts it anew. */
  close(): void;
};

/** Opens an engine. Nothing is downloaded and no worker started before the first call. */
export function openEngine({
  models,
  runtime,
  backend = null,
  threads,
  batch,
  worker = ownWorker,
  onProgress,
  onBackend,
}: EngineOptions): Engine {
  let choice: BackendChoice | null = null;
  const calls = createCalls(
    { models, runtime, backend, threads: threads ?? null, batch: batch ?? null },
    {
      onProgress,
      onBackend(chosen) {
        choice = chosen;
        onBackend?.(chosen);
      },
    },
    worker,
  );

  const load: Engine['load'] = (tag, options) =>
    calls.call(
      (id) => ({ type: 'load', id, tag: tag ?? null }),
      (reply) => (reply.type === 'loaded' ? { result: reply.manifest } : undefined),
      options?.signal,
    );

  return {
    get backend() {
      return choice;
    },
    load,
    async draw(wanted, options) {
      const signal = options?.signal;
      const faces = await facesOf(wanted, async () => (await load(undefined, { signal })).tag);
      const pictures: ImageData[] = [];
      return calls.call(
        (id) => ({ type: 'draw', id, faces: faces.slice(pictures.length) }),
        (reply) => {
          if (reply.type !== 'pictures') {
            return reply.type === 'done' ? { result: pictures } : undefined;
          }
          for (const picture of split(reply.pixels, reply.size)) {
            pictures.push(picture);
            options?.onPicture?.(picture, pictures.length - 1);
          }
          return undefined;
        },
        signal,
      );
    },
    inside: (face, options) =>
      calls.call(
        (id) => ({ type: 'inside', id, face }),
        (reply) => {
          if (reply.type !== 'inside') {
            return undefined;
          }
          const { pixels, size, z, layers } = reply;
          return { result: { picture: pictureOf(new Uint8ClampedArray(pixels), size), z, layers } };
        },
        options?.signal,
      ),
    latent: (face, options) =>
      calls.call(
        (id) => ({ type: 'latent', id, face }),
        (reply) => (reply.type === 'latent' ? { result: reply.z } : undefined),
        options?.signal,
      ),
    judge: (tag, { width: size, data: pixels }, options) =>
      calls.call(
        (id) => ({ type: 'judge', id, tag, size, pixels: new Uint8ClampedArray(pixels) }),
        (reply) => (reply.type === 'judged' ? { result: reply.judgement } : undefined),
        options?.signal,
      ),
    close: calls.close,
  };
}

function ownWorker(): Worker {
  return new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module' });
}

/** RGBA u8 [n, size, size, 4] as n pictures, each with memory of its own, which a caller may transfer. */
function split(pixels: ArrayBuffer, size: number): ImageData[] {
  const bytes = size * size * 4;
  return Array.from({ length: pixels.byteLength / bytes }, (_, i) =>
    pictureOf(new Uint8ClampedArray(pixels.slice(i * bytes, (i + 1) * bytes)), size),
  );
}

function pictureOf(pixels: Uint8ClampedArray<ArrayBuffer>, size: number): ImageData {
  return new ImageData(pixels, size, size);
}
