/** The Dareka site that a page's widgets use: pictures, models, and the engine that all widgets share. */
import { type Backend, downloadVerified, type Engine, openEngine, type Progress } from '@dareka/engine';
import { decodeDirections } from '../../latent/directions.ts';
import { memoize, memoizeByKey } from '../memoize.ts';
import { pictureSizeFor } from '../picture-sizes.ts';
import { FaceError } from './failure.ts';
import { type ModelInfo, readIndex, readModelInfo } from './model-info.ts';

export type SiteOptions = {
  /** Where Dareka is served: `https://dareka.example/`. */
  site: string | URL;
  /** URL of the folder of published models; by default the site's own. */
  models?: string | undefined;
  /** URL of the folder of ONNX Runtime's files; by default the site's own. */
  runtime?: string | undefined;
  /** The only backend to use; by default the engine chooses. */
  backend?: Backend | null | undefined;
  /** Starts the engine's worker, for pages whose bundler does not handle it; see `openEngine`. */
  worker?: (() => Worker) | undefined;
};

export type FaceSite = {
  /** The URL of a face's picture: the smallest of at least `edge` pixels, or the largest. */
  pictureUrl(code: string, edge: number): string;
  /**
   * The tag of the site's default model.
   *
   * @throws FaceError of kind `site`
   */
  defaultTag(): Promise<string>;
  /** @throws FaceError of kind `site`; of kind `model` for a tag that no model has */
  model(tag: string): Promise<ModelInfo>;
  /**
   * A model's directions, f32 [latentSize] each, verified by the SHA-256 in its manifest.
   *
   * @throws FaceError of kind `site`; EngineError of kind `integrity` or `insecure`
   */
  vectors(model: ModelInfo): Promise<readonly Float32Array[]>;
  /** The engine, which fetches nothing before its first call. */
  engine(): Engine;
  /**
   * Calls back while a model is loading.
   *
   * @returns stops the calls
   */
  onProgress(listener: (progress: Progress) => void): () => void;
};

const TAG_DIGITS = 6;

export function createFaceSite(options: SiteOptions): FaceSite {
  const home = new URL(options.site);
  const folder = (path: string) => new URL(path.endsWith('/') ? path : `${path}/`, home).href;
  const models = folder(options.models ?? 'models/');
  const listeners = new Set<(progress: Progress) => void>();
  let engine: Engine | undefined;

  const index = memoize(() => getJson(`${models}index.json`, readIndex));
  const model = memoizeByKey(async (tag) => {
    const id = (await index()).models.find((each) => each.endsWith(`-${tag}`));
    if (id === undefined) {
      throw new FaceError('model', `no published model has the tag ${tag}`);
    }
    return getJson(`${models}${id}/manifest.json`, readModelInfo);
  });
  const vectorsOf = memoizeByKey(async (tag) => {
    const { id, vectors, latentSize } = await model(tag);
    if (vectors === null) {
      return [];
    }
    const bytes = await downloadVerified(vectors, async (cache) => {
      const response = await get(`${models}${id}/${vectors.name}`, { cache });
      return response.arrayBuffer();
    });
    return decodeDirections(bytes, latentSize);
  });

  return {
    pictureUrl(code, edge) {
      return new URL(`f/${code}.png?size=${pictureSizeFor(edge)}`, home).href;
    },
    defaultTag: async () => (await index()).default.slice(-TAG_DIGITS),
    model,
    vectors: ({ tag }) => vectorsOf(tag),
    engine() {
      engine ??= openEngine({
        models,
        onnxRuntime: folder(options.runtime ?? 'ort/'),
        backend: options.backend,
        worker: options.worker,
        onProgress: (progress) => {
          for (const listener of listeners) {
            listener(progress);
          }
        },
      });
      return engine;
    },
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function get(url: string, init?: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, init);
    if (response.ok) {
      return response;
    }
    throw new Error(`status ${response.status}`);
  } catch (error) {
    throw new FaceError('site', `${url} could not be fetched: ${error}`, { cause: error });
  }
}

async function getJson<T>(url: string, read: (document: unknown) => T): Promise<T> {
  const response = await get(url);
  try {
    return read(await response.json());
  } catch (error) {
    throw new FaceError('site', `${url} is invalid: ${error}`, { cause: error });
  }
}
