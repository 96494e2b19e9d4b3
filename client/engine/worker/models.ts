/** Every model that has been asked for, on the backend that works here. */
import type { Manifest } from '../../../latent/manifest.ts';
import type { BackendChoice } from '../backend.ts';
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
  /** The model of that tag, ready. */
  open(tag: string): Promise<Model>;
};

export type Listener = {
  progress(tag: string, progress: Progress): void;
  /** The first model is ready on this backend. */
  backend(choice: BackendChoice): void;
};

export function createModels(settings: Settings, listener: Listener): Models {
  const catalog = createCatalog(settings.models);
  const queue = createQueue();
  const choices = createMemory<BackendChoice>();
  const runtimes = createMemory<Runtime>();
  const models = createMemory<Model>();
  let told = false;

  async function open(tag: string): Promise<Model> {
    const choice = await choices('backend', () => chooseBackend(settings));
    const { backend } = choice;
    const model = await models(tag, () => {
      const tally = createTally((progress) => listener.progress(tag, progress));
      const runtime = () =>
        runtimes('runtime', () => {
          const loaded = tally.expect(runtimeBytes(backend));
          return loadRuntime(backend, settings.runtime, settings.recovery?.careful ?? false, loaded);
        });
      return openModel({ backend, catalog, tag, runtime, queue, tally });
    });
    if (!told) listener.backend(choice);
    told = true;
    return model;
  }

  return {
    load: async (tag) => (await open(tag ?? (await catalog.defaultTag()))).manifest,
    open,
  };
}
