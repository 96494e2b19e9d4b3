/** What every view shares: the engine, the models, the address, the favourites, and what there is to say. */
import {
  type BackendChoice,
  type Engine,
  type EngineOptions,
  type Failure,
  openEngine,
  type Progress,
  toFailure,
} from '@dareka/engine';
import type { Manifest } from '../../latent/manifest.ts';
import { createFavourites, type Favourites } from './favourites.ts';
import { type Model, openModel } from './model.ts';
import { goOffline, type Offline } from './offline/offline.ts';
import { createStore, type Store } from './parts/store.ts';
import { createRouter, type Router } from './shell/router.ts';

export type House = {
  readonly engine: Engine;
  readonly router: Router;
  readonly favourites: Favourites;
  readonly offline: Offline;
  /** The share code of the face on screen, or null. */
  readonly code: Store<string | null>;
  /** Of the models that are being made ready, the one that is behind. */
  readonly progress: Store<Progress>;
  readonly backend: Store<BackendChoice | null>;
  /** The default model, once it is ready. */
  readonly manifest: Store<Manifest | null>;
  /** Why there are no faces, or no more of them. */
  readonly failure: Store<Failure | null>;
  /** Counts the times that somebody said to try again: what waits to be drawn asks anew. */
  readonly attempt: Store<number>;
  /** Makes the default model ready; the promise of an attempt that failed is replaced by the next attempt's. */
  prepare(): Promise<Manifest>;
  /** A model with what the page needs of it; the default one without a tag. @throws EngineError */
  model(tag?: string): Promise<Model>;
  /** Tries again after a failure. Never rejects. */
  retry(): Promise<void>;
  /** A model that cannot be had holds up the progress of no other. */
  forget(tag: string): void;
};

export function createHouse(options: EngineOptions): House {
  const progress = createStore<Progress>({ stage: 'choosing', fraction: 0 });
  const backend = createStore<BackendChoice | null>(null);
  const loading = new Map<string, Progress>();
  function onProgress(step: Progress, tag: string): void {
    loading.set(tag, step);
    progress.set(slowest([...loading.values()], step));
  }
  const engine = openEngine({ ...options, onProgress, onBackend: backend.set });
  const manifest = createStore<Manifest | null>(null);
  const failure = createStore<Failure | null>(null);
  const attempt = createStore(0);
  const models = new Map<string, Promise<Model>>();
  let preparing: Promise<Manifest> | undefined;

  async function load(): Promise<Manifest> {
    try {
      failure.set(null);
      const ready = await engine.load();
      if (manifest.get() === null) {
        manifest.set(ready);
      }
      return ready;
    } catch (error) {
      preparing = undefined;
      failure.set(toFailure(error));
      throw error;
    }
  }

  function prepare(): Promise<Manifest> {
    preparing ??= load();
    return preparing;
  }

  function model(tag?: string): Promise<Model> {
    const key = tag ?? 'default';
    const known = models.get(key);
    if (known !== undefined) {
      return known;
    }
    const opening = (async () =>
      openModel(await (tag === undefined ? prepare() : engine.load(tag)), options.models))();
    models.set(key, opening);
    opening.catch(() => models.delete(key));
    return opening;
  }

  return {
    engine,
    offline: goOffline({ prepare, model, runtime: options.runtime }),
    router: createRouter(),
    favourites: createFavourites(),
    code: createStore<string | null>(null),
    progress,
    backend,
    manifest,
    failure,
    attempt,
    prepare,
    model,
    async retry() {
      failure.set(null);
      await prepare().catch(() => {});
      attempt.set(attempt.get() + 1);
    },
    forget: (tag) => loading.delete(tag),
  };
}

function slowest(steps: readonly Progress[], first: Progress): Progress {
  return steps.reduce((least, step) => (step.fraction < least.fraction ? step : least), first);
}
