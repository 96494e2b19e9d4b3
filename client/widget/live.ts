/**
 * What a page's widgets need from the first touch on: the engine that they share, and what draws, walks and controls. It is a
 * module of its own, so that the script which every visitor loads stays small.
 */
import {
  avatarFace,
  type Backend,
  crossOriginWorker,
  downloadVerified,
  type Engine,
  type EngineError,
  openEngine,
  type Progress,
  type StartWorker,
} from '@dareka/engine';
import { decodeDirections } from '../../latent/directions.ts';
import type { Face } from '../../latent/face.ts';
import { createMemo } from '../memoize.ts';
import type { Avatar } from './avatar.ts';
import { backendReason } from './backend-reason.ts';
import { createControlBar } from './control-bar.ts';
import { explainEngineError, type Probes } from './engine-errors.ts';
import type { FaceFailure } from './failure.ts';
import { createLiveDrawing } from './live-drawing.ts';
import { markedPng } from './marked-png.ts';
import type { ModelInfo } from './model-info.ts';
import { walkFaces } from './walk.ts';

/** What starts the engine's worker, see `openEngine`; or the URL of its script, which may be on another origin. */
export type WorkerSource = StartWorker | URL;

export type LiveOptions = {
  /** URL of the folder of published models, with a slash at its end. */
  readonly models: string;
  /** URL of the folder of ONNX Runtime's files, with a slash at its end. */
  readonly onnxRuntime: string;
  readonly backend: Backend | null | undefined;
  readonly worker: WorkerSource | undefined;
  // The module that loads this one holds these already.
} & Omit<Probes, 'probeUrl'>;

export type Live = {
  readonly engine: Engine;
  /** Which backend draws, and why, for `dareka-ready`; empty before the first face. */
  backend(): object;
  /**
   * A model's directions, f32 [latentSize] each, verified by the SHA-256 in its manifest.
   *
   * @throws FaceError of kind `site`; EngineError of kind `integrity` or `insecure`
   */
  vectors(model: ModelInfo): Promise<readonly Float32Array[]>;
  /**
   * The face of a name with traits.
   *
   * @throws RangeError for a name or traits that make no sense; as `vectors`
   */
  avatarFace(avatar: Avatar, model: ModelInfo): Promise<Face>;
  /**
   * Calls back while a model is loading.
   *
   * @returns stops the calls
   */
  onProgress(listener: (progress: Progress) => void): () => void;
  /** The failure of an error that the engine has thrown, with its reason. */
  explain(error: EngineError): Promise<FaceFailure>;
  readonly createDrawing: typeof createLiveDrawing;
  readonly markedPng: typeof markedPng;
  readonly createControlBar: typeof createControlBar;
  readonly walkFaces: typeof walkFaces;
};

export function openLive({ models, onnxRuntime, backend, worker, ...probes }: LiveOptions): Live {
  const listeners = new Set<(progress: Progress) => void>();
  const vectorsOf = createMemo<readonly Float32Array[]>();
  const engine = openEngine({
    models,
    onnxRuntime,
    backend,
    worker: worker instanceof URL ? crossOriginWorker(worker) : worker,
    onProgress(progress) {
      for (const listener of listeners) {
        listener(progress);
      }
    },
  });

  async function fetchVectors({ id, vectors, latentSize }: ModelInfo): Promise<readonly Float32Array[]> {
    if (vectors === null) {
      return [];
    }
    const url = `${models}${id}/${vectors.name}`;
    const bytes = await downloadVerified(vectors, (cache) =>
      probes.request(url, 'site', (response) => response.arrayBuffer(), { cache }),
    );
    return decodeDirections(bytes, latentSize);
  }

  const vectors: Live['vectors'] = (model) => vectorsOf(model.tag, () => fetchVectors(model));

  return {
    engine,
    backend() {
      const choice = engine.backend;
      return choice ? { backend: choice.backend, reason: backendReason(choice.reason) } : {};
    },
    vectors,
    async avatarFace({ name, traits }, model) {
      const directions = traits.size === 0 ? [] : await vectors(model);
      const named = model.directions.map(({ ends, ...each }) => (ends === null ? each : { ...each, ends }));
      return avatarFace(name, Object.fromEntries(traits), { ...model, directions, named });
    },
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    explain: (error) => explainEngineError(error, { ...probes, probeUrl: `${models}index.json` }),
    createDrawing: createLiveDrawing,
    markedPng,
    createControlBar,
    walkFaces,
  };
}
