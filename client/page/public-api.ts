/**
 * `window.dareka`: the page's API for scripts, consoles and tests.
 *
 * @example
 * await dareka.ready;
 * dareka.backend; // 'webgpu'
 * const [picture] = await dareka.generate({ code: 'EBorPCp3kQ' });
 * const four = await dareka.generate({ seed: 42, n: 4 }); // seeds 42, 43, 44, 45
 * const [alice] = await dareka.generate({ name: 'alice', traits: { age: 'old' } });
 * const [seven] = await dareka.generate({ seed: 42, class: '7', model: tag }); // of a conditional model
 */
import type { Activations, Backend, DrawRequest, Traits } from '@dareka/engine';
import type { AppContext } from './app-context.ts';

/** What to draw: exactly one of `seed`, `name`, `code` and `z`. */
export type GenerateRequest = {
  /** The first of `n` consecutive seeds, each an integer in 0 … 2^53 − 1. */
  seed?: number;
  /** Any text of 1 to 256 bytes. Without `model` its face is that of the default model, and changes with it. */
  name?: string;
  /** The traits of faces of seeds and names: `{ age: 'old', smile: 0.5 }`. */
  traits?: Traits;
  /** The class of faces of seeds and names, of a conditional model: its name, or its number from 0 on where no name is a number. */
  class?: string | number;
  /** The tag of the model of `seed`, `name` and `z`; the default one if left out. */
  model?: string;
  /** A share code; the model is the one it names. */
  code?: string;
  /** A latent vector, [latentSize], drawn as it is: truncation is not applied to it. */
  z?: ArrayLike<number>;
  /** How many pictures: 1 … 4096 for seeds, 1 otherwise. 1 if left out. */
  n?: number;
  /** How many pixels wide the pictures need to be, as for the engine's `draw`; the model's resolution if left out. */
  size?: number;
  /** Stops the work; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
};

export type PublicApi = {
  /**
   * Resolves when the default model is ready to draw on this device, or rejects with an EngineError; after a
   * failure, reading the property again tries again.
   */
  readonly ready: Promise<void>;
  /** The backend that draws; undefined until it is ready. */
  readonly backend: Backend | undefined;
  /** The share code of the face on screen, or null. */
  readonly code: string | null;
  /**
   * Draws faces on this device, once it is ready.
   *
   * @returns n pictures of the model's resolution, or smaller where `size` allows it
   * @throws TypeError or RangeError for an invalid request, CodeError for a damaged share code, EngineError if the
   *   model or the device cannot draw it
   */
  generate(request: GenerateRequest): Promise<ImageData[]>;
  /**
   * One face with the output of every layer that led to it, f32 [channels, height, width] each.
   *
   * @throws as `generate`
   */
  inside(request: Omit<GenerateRequest, 'n' | 'size'>): Promise<Activations>;
};

declare global {
  interface Window {
    readonly dareka: PublicApi;
  }
}

const MAX_PICTURES = 4096;

export function createPublicApi({ engine, prepare, backend, code }: AppContext): PublicApi {
  return {
    get ready() {
      const ready = prepare().then(() => {});
      // The page shows the failure, and a script that does not use `ready` should see no unhandled rejection.
      ready.catch(() => {});
      return ready;
    },
    get backend() {
      return backend.get()?.backend;
    },
    get code() {
      return code.get();
    },
    async generate(request) {
      const { signal, size } = request;
      if (size !== undefined && !(size >= 0)) {
        throw new RangeError(`size must be a number of pixels, not ${size}`);
      }
      return engine.draw(drawRequest(request), { signal, size });
    },
    async inside(request) {
      const { signal } = request;
      const [face] = await engine.faces(drawRequest(request), { signal });
      if (face === undefined) {
        throw new RangeError('the request has no face');
      }
      return engine.activations(face, { signal });
    },
  };
}

/** @throws RangeError for a wrong n; the engine refuses everything else that is invalid */
function drawRequest(request: GenerateRequest): DrawRequest {
  const { seed, name, code, z, traits, model, class: ofClass, n = 1 } = request;
  if (!Number.isInteger(n) || n < 1 || n > MAX_PICTURES) {
    throw new RangeError(`n must be an integer in 1 … ${MAX_PICTURES}, not ${n}`);
  }
  if (n !== 1 && seed === undefined) {
    throw new RangeError(`only a seed has others after it: n must be 1, not ${n}`);
  }
  const seeds = seed === undefined ? undefined : Array.from({ length: n }, (_, i) => seed + i);
  const latent = z === undefined ? undefined : Float32Array.from(z);
  // As the caller wrote it: it may have none of these, or several.
  return { seeds, name, code, latent, traits, model, class: ofClass } as DrawRequest;
}
