/** Every model that has been asked for, on the backend that works best here. */
import type { Manifest } from '../../../latent/manifest.ts';
import type { Backend, BackendChoice } from '../backend.ts';
import type { Settings } from '../messages.ts';
import { createTally, type Progress, type Tally } from '../progress.ts';
import { createCatalog } from './catalog.ts';
import { type Plan, planBackend } from './choice.ts';
import { createJudge, type Judge } from './judge.ts';
import { kernelFile } from './kernel.ts';
import { createMemory } from './memory.ts';
import { type Model, openModel } from './model.ts';
import { createQueue } from './queue.ts';
import { loadRuntime, type Runtime, runtimeBytes } from './runtime.ts';
import { threadsFor } from './threads.ts';
import { upgrade } from './upgrade.ts';

export type Models = {
  /** Makes a model ready; null is the default one. */
  load(tag: string | null): Promise<Manifest>;
  /** The model of that tag, ready. */
  open(tag: string): Promise<Model>;
  /** What the discriminator of that model makes of a picture: RGBA u8 [size, size, 4]. */
  readonly judge: Judge;
};

export type Listener = {
  progress(tag: string, progress: Progress): void;
  /** What draws from now on: when the first model is ready, and whenever that changes. */
  backend(choice: BackendChoice): void;
};

export function createModels(settings: Settings, listener: Listener): Models {
  const catalog = createCatalog(settings.models);
  const queue = createQueue();
  const plans = createMemory<Plan>();
  const runtimes = createMemory<Runtime>();
  const models = createMemory<Model>();
  /** Models that are drawn by something better than at first. */
  const upgraded = new Map<string, Model>();
  let told: BackendChoice | undefined;

  function tell(choice: BackendChoice): void {
    if (JSON.stringify(choice) === JSON.stringify(told)) {
      return;
    }
    told = choice;
    listener.backend(choice);
  }

  function openOn(backend: Backend, manifest: Manifest, tally: Tally): Promise<Model> {
    const threads = threadsFor(settings);
    const runtime = () =>
      runtimes(backend, () =>
        loadRuntime(backend, settings.runtime, threads, tally.expect(runtimeBytes(backend))),
      );
    return openModel({ backend, manifest, catalog, runtime, threads, queue, tally });
  }

  async function begin(tag: string): Promise<Model> {
    const tally = createTally((progress) => listener.progress(tag, progress));
    const [{ choice, rival }, manifest] = await Promise.all([
      plans('plan', () => planBackend(settings)),
      catalog.manifest(tag),
    ]);
    if (rival === null || kernelFile(manifest) === null) {
      const model = await openOn(choice.backend, manifest, tally);
      tell(choice);
      return model;
    }
    const model = await openOn('wasm', manifest, tally);
    tell({ backend: 'wasm', why: { kind: 'beginning' } });
    const silent = createTally(() => {});
    void upgrade(model, rival, () => openOn('webgpu', manifest, silent), queue).then((better) => {
      upgraded.set(tag, better.model);
      tell(better.choice);
    });
    return model;
  }

  async function open(tag: string): Promise<Model> {
    const first = await models(tag, () => begin(tag));
    return upgraded.get(tag) ?? first;
  }

  return {
    load: async (tag) => (await open(tag ?? (await catalog.defaultTag()))).manifest,
    open,
    judge: createJudge(catalog, queue),
  };
}
