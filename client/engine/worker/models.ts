/** The models that have been asked for, each on the backend that works best on this device. */
import { decodeDirections } from '../../../latent/directions.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { createMemo, memoize, memoizeByKey } from '../../memoize.ts';
import type { Backend, BackendChoice, DrawnBy, RuntimeName } from '../backend.ts';
import { EngineError } from '../failure.ts';
import type { Settings } from '../messages.ts';
import { createProgressTracker, type Progress, type ProgressTracker } from '../progress.ts';
import { planBackend } from './backends/choose.ts';
import { kernelWeightsFile } from './backends/kernel.ts';
import { loadRuntime, type Runtime, runtimeBytes } from './backends/onnx-runtime.ts';
import { upgrade } from './backends/upgrade.ts';
import { createDiscriminate, type Discriminate } from './discriminator.ts';
import { createModelCatalog } from './download/catalog.ts';
import { modelFileNames } from './download/model-files.ts';
import { fetchVerified, whenStored } from './download/verified-file.ts';
import { type LoadedModel, ONNX_FILE, openModel } from './model.ts';
import { createQueue } from './queue.ts';
import { threadCount } from './threads/thread-count.ts';

export type Models = {
  /** Makes a model ready; null is the default one. */
  load(tag: string | null): Promise<Manifest>;
  /** The model of that tag, ready. */
  open(tag: string): Promise<LoadedModel>;
  /** The vectors of a model's directions, f32 [latentSize] each. */
  directions(tag: string): Promise<readonly Float32Array[]>;
  /**
   * Stores what drawing a model needs, and further files of it.
   *
   * @throws EngineError of kind `internal` for an unknown name, and for a file that was not stored
   */
  store(tag: string, names: readonly string[]): Promise<void>;
  readonly discriminate: Discriminate;
};

export type ModelEvents = {
  onProgress(tag: string, progress: Progress): void;
  /** Called when the first model is ready, and whenever another backend takes over. */
  onBackend(drawnBy: DrawnBy): void;
};

export function createModels(settings: Settings, events: ModelEvents): Models {
  const catalog = createModelCatalog(settings);
  const queue = createQueue();
  const plan = memoize(() => planBackend(settings));
  const runtimes = createMemo<Runtime>();
  const firstModel = memoizeByKey(begin);
  /** Models for which a faster backend took over from the first one. */
  const upgraded = new Map<string, LoadedModel>();
  let reported: DrawnBy | undefined;

  function report(choice: BackendChoice, runtime: RuntimeName): void {
    const drawnBy = { ...choice, runtime };
    if (JSON.stringify(drawnBy) === JSON.stringify(reported)) {
      return;
    }
    reported = drawnBy;
    events.onBackend(drawnBy);
  }

  /** The weights for the kernel, or null where ONNX Runtime draws the model. */
  function kernelWeights(manifest: Manifest): string | null {
    return settings.runtime === 'onnx' ? null : kernelWeightsFile(manifest);
  }

  function openOn(backend: Backend, manifest: Manifest, tracker: ProgressTracker): Promise<LoadedModel> {
    const threads = threadCount(settings);
    const onnxRuntime = () =>
      runtimes(backend, () =>
        loadRuntime(backend, settings.onnxRuntime, threads, tracker.addDownload(runtimeBytes(backend))),
      );
    const weights = kernelWeights(manifest);
    return openModel({ backend, manifest, weights, catalog, onnxRuntime, threads, queue, tracker });
  }

  async function begin(tag: string): Promise<LoadedModel> {
    const tracker = createProgressTracker((progress) => events.onProgress(tag, progress));
    const [{ choice, candidate }, manifest] = await Promise.all([plan(), catalog.manifest(tag)]);
    const runtime = kernelWeights(manifest) === null ? 'onnx' : 'kernel';
    if (candidate === null || runtime === 'onnx') {
      const model = await openOn(choice.backend, manifest, tracker);
      report(choice, runtime);
      return model;
    }
    const model = await openOn('wasm', manifest, tracker);
    report({ backend: 'wasm', reason: { kind: 'initial' } }, runtime);
    const silent = createProgressTracker(() => {});
    void upgrade(model, candidate, () => openOn('webgpu', manifest, silent), queue).then((better) => {
      upgraded.set(tag, better.model);
      report(better.choice, runtime);
    });
    return model;
  }

  async function open(tag: string): Promise<LoadedModel> {
    const first = await firstModel(tag);
    return upgraded.get(tag) ?? first;
  }

  return {
    load: async (tag) => (await open(tag ?? (await catalog.defaultTag()))).manifest,
    open,
    async directions(tag) {
      const manifest = await catalog.manifest(tag);
      const file = catalog.file(manifest, ({ role }) => role === 'directions');
      return file === undefined ? [] : decodeDirections(await fetchVerified(file), manifest.latentSize);
    },
    async store(tag, names) {
      const manifest = await catalog.manifest(tag);
      const drawn = modelFileNames(manifest, kernelWeights(manifest) ?? ONNX_FILE);
      for (const name of new Set([...drawn, ...names])) {
        const file = catalog.file(manifest, (each) => each.name === name);
        if (file === undefined) {
          throw new EngineError({ kind: 'internal', detail: `the model ${tag} has no file ${name}` });
        }
        // Verified when it is used.
        if (!(await file.cache.has(file.url))) {
          await fetchVerified(file);
          await whenStored(file.url);
          // A browser may refuse to store it, and some forget in a private window what they stored.
          if (!(await file.cache.has(file.url))) {
            throw new EngineError({ kind: 'internal', detail: `${name} could not be stored` });
          }
        }
      }
    },
    discriminate: createDiscriminate(catalog, queue),
  };
}
