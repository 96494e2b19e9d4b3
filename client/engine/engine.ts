/// <reference lib="esnext.disposable" preserve="true" />
/** The engine's API: draws faces with published models on this device, in a worker, on WebGPU or WASM. */
import { avatarModel } from '../../latent/avatar.ts';
import type { Face } from '../../latent/face.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import type { Activations, DiscriminatorOutput } from './activations.ts';
import type { DrawnBy } from './backend.ts';
import { type DrawRequest, facesOf, plainFace } from './draw-request.ts';
import { type EngineOptions, readSettings } from './options.ts';
import { checkPicture } from './outputs.ts';
import { startWorker } from './start-worker.ts';
import { createWorkerBridge } from './worker-bridge.ts';

/** Browsers without `using` lack the symbol; compilers for them look for this one. */
const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose');

type Abortable = {
  /** Stops the work: the promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
};

export type DrawOptions = Abortable & {
  /**
   * How many pixels wide the pictures need to be. A model that has a smaller image of at least this size, and of 128 pixels,
   * is drawn at that: its last layers are left out, which saves a third of the time or more. Without it each picture has
   * its model's resolution.
   */
  size?: number | undefined;
  /** Called with each picture as soon as it is drawn, and its index in the request. */
  onPicture?: ((picture: ImageData, index: number) => void) | undefined;
};

/**
 * Calls are scheduled a batch at a time, and the newest goes first: it is what the user is looking at. Every call can be
 * aborted, and starts the worker where it is not running.
 */
export type Engine = {
  /** What draws, and why; null until a model is ready. */
  readonly backend: DrawnBy | null;
  /**
   * Makes a model ready: downloads it unless it is stored, checks it, and draws its probe face.
   *
   * @param tag the model's tag; without it, the default model
   * @throws EngineError; the signal's reason when aborted (a download goes on, for the next call)
   */
  load(tag?: string, options?: Abortable): Promise<Manifest>;
  /**
   * Draws faces, and loads their models first if necessary.
   *
   * @returns a picture for each, RGBA u8, of its model's resolution, or smaller where `size` allows it
   * @throws EngineError; TypeError for something that is no such request; RangeError for an invalid seed, name, trait, class or z;
   *   CodeError for a damaged share code; the signal's reason when aborted
   *
   * @example
   * const [alice] = await engine.draw({ name: 'alice', traits: { age: 'old', glasses: 'yes' } });
   * const [seven] = await engine.draw({ seed: 42, class: '7', model: 'd16175' });
   */
  draw(request: DrawRequest, options?: DrawOptions): Promise<ImageData[]>;
  /**
   * The faces that a request stands for, without drawing them: `encodeFace` gives their share codes.
   *
   * @throws as `draw`
   */
  faces(request: DrawRequest, options?: Abortable): Promise<readonly Face[]>;
  /**
   * Draws one face and returns the output of every layer. Nothing more is downloaded: the same weights are set up a
   * second time, at the first such call.
   *
   * @throws as `draw`
   */
  activations(face: Face, options?: Abortable): Promise<Activations>;
  /**
   * The latent vector that a face is drawn from: its seed's, plus its edits.
   *
   * @returns z: f32 [latentSize], truncation already applied
   * @throws as `draw`
   */
  latent(face: Face, options?: Abortable): Promise<Float32Array>;
  /**
   * The vectors of a model's directions, verified and stored as the weights are; drawing is not prepared.
   *
   * @param tag the model's tag
   * @returns f32 [latentSize] each, in the order of the manifest's `directions`
   * @throws EngineError of kind `network`, `integrity`, `insecure` or `model`; the signal's reason when aborted
   */
  directions(tag: string, options?: Abortable): Promise<readonly Float32Array[]>;
  /**
   * Runs the discriminator that a model's generator was trained against. Its weights are downloaded at the first such
   * call; it runs on the CPU, whatever the backend.
   *
   * @param tag of a model whose manifest has a discriminator
   * @param picture of the model's resolution
   * @param options `y`: the class of the picture, f32 [classes], for a discriminator that takes one, as the end of a face's latent vector; if not
   *   given, the frequencies of the classes
   * @throws EngineError of kind `network`, `integrity`, `insecure`, `format`, `model`, or `face` for a picture of
   *   another size, a y of other classes, or a model without a discriminator; the signal's reason when aborted
   */
  discriminate(
    tag: string,
    picture: ImageData,
    options?: Abortable & { readonly y?: Float32Array | undefined },
  ): Promise<DiscriminatorOutput>;
  /**
   * Makes drawing with a model, and calls that need further files of it, work offline: downloads, verifies and stores what is
   * not stored yet.
   *
   * @param names of further files that the manifest lists
   * @throws EngineError of kind `network`, `integrity`, `insecure`, `model`, or `internal` for a name that the manifest
   *   does not list and for a file that the browser does not store; the signal's reason when aborted
   */
  store(tag: string, names: readonly string[], options?: Abortable): Promise<void>;
  /** Ends the worker and frees its memory; calls under way reject. The next call starts another worker. */
  close(): void;
  /** As `close`: `using engine = openEngine(…)` closes it at the end of the block. */
  [Symbol.dispose](): void;
};

/**
 * Opens an engine. Nothing is downloaded and no worker is started before the first call.
 *
 * @throws TypeError where neither `models` nor `model` is given, or an option has a value that it cannot have
 *
 * @example
 * const engine = openEngine({
 *   models: 'https://dareka.example/models/',
 *   onProgress: ({ stage, fraction }) => console.log(stage, fraction),
 * });
 * const { tag, resolution } = await engine.load();
 * const [picture] = await engine.draw({ seeds: [42], model: tag });
 * const canvas = new OffscreenCanvas(resolution, resolution);
 * canvas.getContext('2d')?.putImageData(picture, 0, 0);
 * engine.close();
 */
export function openEngine(options: EngineOptions): Engine {
  const given: EngineOptions = Object(options);
  const { worker = startWorker, onProgress, onBackend } = given;
  let drawnBy: DrawnBy | null = null;
  const bridge = createWorkerBridge(
    readSettings(given),
    {
      onProgress,
      onBackend(by) {
        drawnBy = by;
        onBackend?.(by);
      },
    },
    worker,
  );

  const load: Engine['load'] = (tag, options) =>
    bridge.call(
      (id) => ({ type: 'load', id, tag: tag ?? null }),
      (reply) => (reply.type === 'loaded' ? { result: reply.manifest } : undefined),
      options?.signal,
    );

  const directions: Engine['directions'] = (tag, options) =>
    bridge.call(
      (id) => ({ type: 'directions', id, tag }),
      (reply) => (reply.type === 'directions' ? { result: reply.vectors } : undefined),
      options?.signal,
    );

  const faces: Engine['faces'] = (request, abortable) =>
    facesOf(request, {
      defaultTag: async () => (await load(undefined, abortable)).tag,
      async avatarModel(tag) {
        const [manifest, vectors] = await Promise.all([load(tag, abortable), directions(tag, abortable)]);
        return avatarModel(manifest, vectors);
      },
    });

  return {
    get backend() {
      return drawnBy;
    },
    load,
    faces,
    async draw(request, options) {
      const signal = options?.signal;
      const wanted = await faces(request, { signal });
      const pictures: ImageData[] = [];
      return bridge.call(
        (id) => ({ type: 'draw', id, faces: wanted.slice(pictures.length), size: options?.size ?? null }),
        (reply) => {
          if (reply.type !== 'pictures') {
            return reply.type === 'done' ? { result: pictures } : undefined;
          }
          for (const pixels of reply.pixels) {
            const picture = pictureOf(pixels, reply.size);
            pictures.push(picture);
            options?.onPicture?.(picture, pictures.length - 1);
          }
          return undefined;
        },
        signal,
      );
    },
    activations: async (given, options) => {
      const face = plainFace(given, 'face');
      return bridge.call(
        (id) => ({ type: 'activations', id, face }),
        (reply) => {
          if (reply.type !== 'activations') {
            return undefined;
          }
          const { pixels, size, z, layers } = reply;
          return { result: { picture: pictureOf(pixels, size), z, layers } };
        },
        options?.signal,
      );
    },
    latent: async (given, options) => {
      const face = plainFace(given, 'face');
      return bridge.call(
        (id) => ({ type: 'latent', id, face }),
        (reply) => (reply.type === 'latent' ? { result: reply.z } : undefined),
        options?.signal,
      );
    },
    directions,
    discriminate: async (tag, picture, options) => {
      checkPicture(picture);
      const { width: size, data } = picture;
      return bridge.call(
        (id) => ({ type: 'discriminate', id, tag, size, pixels: new Uint8ClampedArray(data), y: options?.y }),
        (reply) => (reply.type === 'discriminated' ? { result: reply.output } : undefined),
        options?.signal,
      );
    },
    store: (tag, names, options) =>
      bridge.call(
        (id) => ({ type: 'store', id, tag, names }),
        (reply) => (reply.type === 'done' ? { result: undefined } : undefined),
        options?.signal,
      ),
    close: bridge.close,
    [DISPOSE]: bridge.close,
  };
}

/** RGBA u8 [size, size, 4] as a picture, without a copy. */
function pictureOf(pixels: ArrayBuffer, size: number): ImageData {
  return new ImageData(new Uint8ClampedArray(pixels), size, size);
}
