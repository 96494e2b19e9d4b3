/** What the page and the engine's worker say to each other. */
import type { Face } from '../../latent/face.ts';
import type { Manifest } from '../../latent/manifest.ts';
import type { Backend, BackendChoice } from './backend.ts';
import type { Failure } from './failure.ts';
import type { Judgement, LayerOutput } from './inside.ts';
import type { Progress } from './progress.ts';
import type { Recovery } from './recovery.ts';

export type Settings = {
  /** URL of the folder of published models; `index.json` is in it. */
  models: string;
  /** URL of the folder of ONNX Runtime's files; the folder of a version is in it. */
  runtime: string;
  /** The backend to use and no other, or null to choose one and fall back where it fails. */
  backend: Backend | null;
  /** At most so many threads, or null for as many as are worth it. */
  threads: number | null;
  /** How many faces to draw at once, or null for as many as show soon and stop soon. */
  batch: number | null;
  /** How to go on after an earlier worker broke off; null for the first. */
  recovery: Recovery | null;
};

/** `id` numbers a call; every reply to that call bears it. */
export type Request =
  /** The first message. */
  | { type: 'settings'; settings: Settings }
  /** Makes a model ready; null is the default model. Answered by `loaded`. */
  | { type: 'load'; id: number; tag: string | null }
  /** Draws faces, of any models. Answered by `pictures`, a batch at a time, then `done`. */
  | { type: 'draw'; id: number; faces: readonly Face[] }
  /** Draws one face with all layers. Answered by `inside`. */
  | { type: 'inside'; id: number; face: Face }
  /** Asks for the z that a face is drawn from. Answered by `latent`. */
  | { type: 'latent'; id: number; face: Face }
  /** Shows a picture to the discriminator of a model: RGBA u8 [size, size, 4]. Answered by `judged`. */
  | { type: 'judge'; id: number; tag: string; size: number; pixels: Uint8ClampedArray }
  /** Drops what is left of a call; it gets no more answers. */
  | { type: 'abort'; id: number };

export type Reply =
  | { type: 'progress'; tag: string; progress: Progress }
  | { type: 'backend'; choice: BackendChoice }
  | { type: 'loaded'; id: number; manifest: Manifest }
  /** The next n faces of the call: RGBA u8 [n, size, size, 4]. */
  | { type: 'pictures'; id: number; size: number; pixels: ArrayBuffer }
  | { type: 'done'; id: number }
  /** One face: RGBA u8 [size, size, 4], its z, and its layers. */
  | {
      type: 'inside';
      id: number;
      size: number;
      pixels: ArrayBuffer;
      z: Float32Array;
      layers: readonly LayerOutput[];
    }
  /** f32 [latentSize] */
  | { type: 'latent'; id: number; z: Float32Array }
  | { type: 'judged'; id: number; judgement: Judgement }
  | { type: 'failed'; id: number; failure: Failure }
  /** The backend is of no more use, and this worker neither: every call that is under way needs another. */
  | { type: 'broken'; failure: Failure };
