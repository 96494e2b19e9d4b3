/** The messages between the page and the engine's worker. */
import type { Face } from '../../latent/face.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import type { DiscriminatorOutput, LayerOutput } from './activations.ts';
import type { Backend, BackendChoice, DrawnBy, RuntimeName } from './backend.ts';
import type { Failure } from './failure.ts';
import type { Locations } from './locations.ts';
import type { Progress } from './progress.ts';

export type Settings = Locations & {
  /** What draws the models that both runtimes can draw. */
  runtime: RuntimeName;
  /** The only backend to use, or null to choose one and fall back where it fails. */
  backend: Backend | null;
  /** The largest number of threads, or null for as many as pay off. */
  threads: number | null;
  /** How many faces to draw at once, or null for the default. */
  batch: number | null;
  /** How to go on after an earlier worker failed; null for the first. */
  recovery: Recovery | null;
};

export type Recovery = {
  readonly choice: BackendChoice;
  /** One face at a time, on one thread. */
  readonly singleFace: boolean;
};

/** `id` numbers a call; every reply to that call carries it. */
export type EngineRequest =
  /** The first message to a worker that answers calls. */
  | { type: 'settings'; settings: Settings }
  /** The only message to a draw thread, whose requests come through the port (`worker/threads/draw-thread.ts`). */
  | { type: 'drawFor'; port: MessagePort }
  /** A thread that was asked for by `startThread` failed. */
  | { type: 'threadFailed'; thread: number; detail: string }
  /** Makes a model ready; null is the default model. Answered by `loaded`. */
  | { type: 'load'; id: number; tag: string | null }
  /**
   * Draws faces, of any models, at `size` pixels or more; null is each model's resolution. Answered by `pictures`, a batch
   * at a time, then `done`.
   */
  | { type: 'draw'; id: number; faces: readonly Face[]; size: number | null }
  /** Draws one face, with the output of every layer. Answered by `activations`. */
  | { type: 'activations'; id: number; face: Face }
  /** Asks for the z that a face is drawn from. Answered by `latent`. */
  | { type: 'latent'; id: number; face: Face }
  /** Asks for the vectors of a model's directions. Answered by `directions`. */
  | { type: 'directions'; id: number; tag: string }
  /** Runs a model's discriminator on a picture: RGBA u8 [size, size, 4], of the class y, f32 [classes]. Answered by `discriminated`. */
  | {
      type: 'discriminate';
      id: number;
      tag: string;
      size: number;
      pixels: Uint8ClampedArray;
      y: Float32Array | undefined;
    }
  /** Stores what drawing a model needs, and further files of it. Answered by `done`. */
  | { type: 'store'; id: number; tag: string; names: readonly string[] }
  /** Drops what is left of a call; it gets no more replies. */
  | { type: 'abort'; id: number };

export type EngineReply =
  /** Asks the page to start draw thread number `thread`, and to send it the port by `drawFor`. */
  | { type: 'startThread'; thread: number; port: MessagePort }
  | { type: 'progress'; tag: string; progress: Progress }
  | { type: 'backend'; drawnBy: DrawnBy }
  | { type: 'loaded'; id: number; manifest: Manifest }
  /** The next faces of the call, a buffer for each: RGBA u8 [size, size, 4]. */
  | { type: 'pictures'; id: number; size: number; pixels: readonly ArrayBuffer[] }
  | { type: 'done'; id: number }
  /** One face: RGBA u8 [size, size, 4], its z, and its layers. */
  | {
      type: 'activations';
      id: number;
      size: number;
      pixels: ArrayBuffer;
      z: Float32Array;
      layers: readonly LayerOutput[];
    }
  /** f32 [latentSize] */
  | { type: 'latent'; id: number; z: Float32Array }
  /** f32 [latentSize] each, in the order of the manifest's directions. */
  | { type: 'directions'; id: number; vectors: readonly Float32Array[] }
  | { type: 'discriminated'; id: number; output: DiscriminatorOutput }
  | { type: 'failed'; id: number; failure: Failure }
  /** The backend failed, so that this worker is of no more use: every call under way needs another one. */
  | { type: 'backendFailed'; failure: Failure };
