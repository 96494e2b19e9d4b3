/** What all views share: the engine, the models, the router, the favourites, and the state of loading. */
import {
  type Backend,
  type DrawnBy,
  type Engine,
  type EngineOptions,
  type Failure,
  fetchJson,
  openEngine,
  type Progress,
  type RuntimeName,
  toFailure,
} from '@dareka/engine';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import {
  type Manifest,
  type ModelIndex,
  parseManifest,
  parseModelIndex,
} from '../../latent/model/manifest.ts';
import { createMemo, memoize, memoizeByKey } from '../memoize.ts';
import { type EdgePicture, readEdgePicture } from './edge-picture.ts';
import { createFavourites, type Favourites } from './favourites.ts';
import { fetchPageModel, MODEL_INDEX, MODELS, manifestUrl, type PageModel } from './models/page-model.ts';
import { createOffline, type Offline } from './offline/offline.ts';
import type { PictureProblem } from './saved-files/code-in-file.ts';
import type { AddedFavourites } from './saved-files/favourites-file.ts';
import { createRouter, type Router } from './shell/router.ts';
import { createStore, type Store } from './store.ts';

/** Why something is not on screen; `view` where the script of a view could not be fetched. */
export type PageFailure = Failure | { readonly kind: 'view' };

export type AppContext = {
  readonly engine: Engine;
  /** The runtime that the address asks for, or null. */
  readonly requestedRuntime: RuntimeName | null;
  /** The backend that the address asks for, or null. */
  readonly requestedBackend: Backend | null;
  readonly router: Router;
  readonly favourites: Favourites;
  readonly offline: Offline;
  /** The picture of its face that the document showed before this script ran; or null. */
  readonly edgePicture: EdgePicture | null;
  /** The share code of the face on screen, or null. */
  readonly code: Store<string | null>;
  /** The tag of the model that a view without a face on screen is about; null for the default one. */
  readonly shownModel: Store<string | null>;
  /** The progress of loading; while several models load, of the one that is furthest behind. */
  readonly progress: Store<Progress>;
  readonly backend: Store<DrawnBy | null>;
  /** The manifest of the default model, once it can draw. */
  readonly defaultManifest: Store<Manifest | null>;
  /** Why the last attempt to load or to draw failed; null when nothing is wrong. */
  readonly failure: Store<PageFailure | null>;
  /** Why the last file that was dropped or chosen did not open as a face; null when nothing is wrong. */
  readonly pictureProblem: Store<PictureProblem | null>;
  /** What came of the last file of favourites that was dropped or chosen; null once the visitor has gone on. */
  readonly addedFavourites: Store<AddedFavourites | null>;
  /** How many times the user pressed "try again". Effects that load or draw depend on it, so that they run again. */
  readonly retries: Store<number>;
  /** Makes the default model ready to draw. The promise is shared; after a failure the next call tries again. */
  prepare(): Promise<Manifest>;
  /** The model of that tag with its direction vectors; without a tag the default model. @throws EngineError */
  loadModel(tag?: string): Promise<PageModel>;
  /**
   * Tries again after a failure, and increments `retries`. Where the script of a view could not be fetched, it loads the page again once the
   * site answers, since browsers remember that failure. Never rejects.
   */
  retry(): Promise<void>;
  /** The models of this site. @throws EngineError */
  models(): Promise<ModelIndex>;
  /** The manifest of the model of that id; the model is not loaded. @throws EngineError */
  manifest(id: string): Promise<Manifest>;
  /** Removes a model that the engine cannot load from `progress`, as `loadModel` does. */
  dropProgress(tag: string): void;
};

type PageOptions = Omit<EngineOptions, 'models'> & { readonly onnxRuntime: string };

export function createAppContext(options: PageOptions): AppContext {
  const progress = createStore<Progress>({ stage: 'choosing', fraction: 0 });
  const backend = createStore<DrawnBy | null>(null);
  const progressByTag = new Map<string, Progress>();
  function onProgress(step: Progress, tag: string): void {
    progressByTag.set(tag, step);
    progress.set(slowest([...progressByTag.values()], step));
  }
  const engine = openEngine({ ...options, models: MODELS, onProgress, onBackend: backend.set });
  const defaultManifest = createStore<Manifest | null>(null);
  const failure = createStore<PageFailure | null>(null);
  const retries = createStore(0);
  const pageModels = createMemo<PageModel>();

  const prepare = memoize(async () => {
    try {
      failure.set(null);
      const manifest = await engine.load();
      if (defaultManifest.get() === null) {
        defaultManifest.set(manifest);
      }
      return manifest;
    } catch (error) {
      failure.set(toFailure(error));
      throw error;
    }
  });

  const models = memoize(() => fetchJson(MODEL_INDEX, parseModelIndex));
  const manifest = memoizeByKey((id) => fetchJson(manifestUrl(id), parseManifest));

  function loadModel(tag?: string): Promise<PageModel> {
    return pageModels(tag ?? 'default', async () => {
      try {
        const loaded = await (tag === undefined ? prepare() : engine.load(tag));
        return await fetchPageModel(loaded, engine);
      } catch (error) {
        // Another attempt reports its progress anew.
        if (tag !== undefined) {
          dropProgress(tag);
        }
        throw error;
      }
    });
  }

  function dropProgress(tag: string): void {
    progressByTag.delete(tag);
    const [first, ...others] = progressByTag.values();
    if (first !== undefined) {
      progress.set(slowest(others, first));
    }
  }

  return {
    engine,
    requestedRuntime: options.runtime ?? null,
    requestedBackend: options.backend ?? null,
    offline: createOffline({ engine, prepare, loadModel, models, manifest }),
    router: createRouter(),
    favourites: createFavourites(),
    edgePicture: readEdgePicture(),
    code: createStore<string | null>(null),
    shownModel: createStore<string | null>(null),
    progress,
    backend,
    defaultManifest,
    failure,
    pictureProblem: createStore<PictureProblem | null>(null),
    addedFavourites: createStore<AddedFavourites | null>(null),
    retries,
    prepare,
    loadModel,
    models,
    manifest,
    async retry() {
      const failed = failure.get();
      failure.set(null);
      if (failed?.kind === 'view') {
        if (await siteAnswers()) {
          location.reload();
        } else {
          failure.set(failed);
        }
        return;
      }
      await prepare().catch(() => {});
      retries.set(retries.get() + 1);
    },
    dropProgress,
  };
}

/** Whether the site answers. The service worker does not: it leaves all methods but GET to the network. */
function siteAnswers(): Promise<boolean> {
  return fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function slowest(steps: readonly Progress[], first: Progress): Progress {
  return steps.reduce((least, step) => (step.fraction < least.fraction ? step : least), first);
}

/** Provided once, around the whole page. */
export const appContext = createContext<AppContext | null>(null);

/** @throws Error outside an `appContext.Provider` */
export function useAppContext(): AppContext {
  const app = useContext(appContext);
  if (app === null) {
    throw new Error('useAppContext needs an appContext.Provider above the component');
  }
  return app;
}
