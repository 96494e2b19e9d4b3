/** Every model that has been asked for, on the backend that works here. */
import type { Face } from '../../../latent/face.ts';
import type { Manifest } from '../../../latent/manifest.ts';
import type { BackendChoice } from '../backend.ts';
import { EngineError } from '../failure.ts';
import type { Settings } from '../messages.ts';
import { createTally, type Progress } from '../progress.ts';
import { createCatalog } from './catalog.ts';
import { chooseBackend } from './choice.ts';
import { createMemory } from './memory.ts';
import { type Model, openModel } from './model.ts';
import { createQueue } from './queue.ts';
import { loadRuntime, type Runtime, runtimeBytes } from './runtime.ts';

export type Models = {
  /** Makes a model ready; null is the default one. */
  load(tag: string | null): Promise<Manifest>;
  /** Draws faces of the model `tag`: RGBA u8 [n, size, size, 4]. */
  draw(tag: string, faces: readonly Face[]): Promise<{ size: number; pixels: ArrayBuffer }>;
};

export type Listener = {
  progress(tag: string, progress: Progress): void;
  /** The first model is ready on this backend. */
  backend(choice: BackendChoice): void;
};

export function createModels(settings: Settings, listener: Listener): Models {
  const catalog = createCatalog(settings.models);
  const queue = createQueue();
  const runtimes = createMemory<Runtime>();
  const models = createMemory<Model>();
  let chosen: Promise<BackendChoice> | undefined;
  let told: BackendChoice | undefined;

  function open(choice: BackendChoice, tag: string): Promise<Model> {
    const { backend } = choice;
    return models(`${backend} ${tag}`, () => {
      const tally = createTally((progress) => listener.progress(tag, progress));
      const runtime = () =>
        runtimes(backend, () => loadRuntime(backend, settings.runtime, tally.expect(runtimeBytes(backend))));
      return openModel({ choice, catalog, tag, runtime, queue, tally });
    });
  }

  /** Does `work` on the chosen backend; where WebGPU fails at it, on WASM, from then on. */
  async function withFallback<T>(work: (choice: BackendChoice) => Promise<T>): Promise<T> {
    chosen ??= chooseBackend(settings.backend);
    let choice = await chosen;
    let result: T;
    try {
      result = await work(choice);
    } catch (error) {
      if (settings.backend !== null || !isFaultOfWebGpu(error)) throw error;
      chosen = Promise.resolve({ backend: 'wasm', reason: `WebGPU failed here (${error.message})` });
      choice = await chosen;
      result = await work(choice);
    }
    if (choice.backend !== told?.backend) {
      told = choice;
      listener.backend(choice);
    }
    return result;
  }

  return {
    async load(tag) {
      const wanted = tag ?? (await catalog.defaultTag());
      return withFallback(async (choice) => (await open(choice, wanted)).manifest);
    },
    draw: (tag, faces) =>
      withFallback(async (choice) => {
        const model = await open(choice, tag);
        const pixels = await model.draw(faces);
        return { size: model.manifest.resolution, pixels: pixels.buffer };
      }),
  };
}

function isFaultOfWebGpu(error: unknown): error is EngineError {
  if (!(error instanceof EngineError)) return false;
  const { failure } = error;
  return (failure.kind === 'backend' || failure.kind === 'probe') && failure.backend === 'webgpu';
}
