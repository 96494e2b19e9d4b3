/** Makes the page work offline from the first visit on. */
import type { Engine } from '@dareka/engine';
import { TAKE_OVER } from '../../service-worker/rules.ts';
import { NOTES } from '../../storage/names.ts';
import { hasNote } from '../../storage/notes.ts';
import { storeSiteFiles } from '../../storage/site-cache.ts';
import { pinnedAvatarTag } from '../models/avatar-model.ts';
import { newestConditional } from '../models/conditional-models.ts';
import { findFilmedModel } from '../models/filmed-model.ts';
import type { ModelSource } from '../models/page-model.ts';
import { nextTask } from '../next-task.ts';
import { createStore, type Store } from '../store.ts';
import { engineResources } from './engine-resources.ts';

export type Offline = {
  /** Whether everything that the page needs offline is stored, except for what training needs. */
  readonly ready: Store<boolean>;
  /** Whether a newer build of the page waits to take over. */
  readonly update: Store<boolean>;
  /** Lets the newer build take over, and loads it. */
  takeOver(): void;
  /** The bytes that storing what training needs would transfer: 0 where it is stored; null where that is unknown. */
  trainingBytes(): Promise<number | null>;
  /** Stores what training needs, and stores it again whenever the site publishes another build. @throws Error */
  storeTraining(): Promise<void>;
};

type OfflineOptions = ModelSource & {
  readonly engine: Engine;
  /** Resolves when the default model is ready. */
  readonly prepare: () => Promise<unknown>;
};

/** How long after the first face storing starts: the wall is drawn by then, even on a slow device. */
const SETTLE_MS = 2000;

/** Starts to store once the first faces are drawn, so as not to delay them. Failures are only logged. */
export function createOffline(options: OfflineOptions): Offline {
  const ready = createStore(false);
  const update = createStore(false);
  let waiting: ServiceWorker | null = null;

  function noteWaiting(
    { controller }: ServiceWorkerContainer,
    registration: ServiceWorkerRegistration,
  ): void {
    waiting = controller === null ? null : registration.waiting;
    update.set(waiting !== null);
  }

  async function begin(): Promise<void> {
    // Absent outside secure contexts and in some private windows, whatever the DOM's types say.
    const container: ServiceWorkerContainer | undefined = navigator.serviceWorker;
    if (container === undefined) {
      return;
    }
    // A task of its own: the first call takes a browser 15 ms.
    await nextTask();
    const registration = await container.register('/sw.js');
    noteWaiting(container, registration);
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', () => noteWaiting(container, registration));
    });
    await container.ready;
    await storePage(options);
    ready.set(true);
    if (await hasNote(NOTES.trainingOffline)) {
      await (await loadTraining()).storeTrainingAgain();
    }
  }

  options
    .prepare()
    .then(settled)
    // After two seconds without work a browser finishes compiling what ran before, in the task that comes first.
    .then(nextTask)
    .then(begin)
    .catch((error: unknown) => console.info('dareka: not everything is stored for offline use:', error));

  return {
    ready,
    update,
    takeOver() {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
      waiting?.postMessage(TAKE_OVER);
    },
    trainingBytes: async () => (await loadTraining()).trainingBytes(),
    storeTraining: async () => (await loadTraining()).storeTraining(),
  };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}

function loadTraining() {
  return import('../train-here/sets/training-files.ts');
}

/** Stores what was fetched before the service worker was installed, and what the other views will ask for. */
async function storePage({ engine, ...source }: OfflineOptions): Promise<void> {
  const model = await source.loadModel();
  const filmed = await findFilmedModel(source, model);
  const files = [model.fileUrl('card') ?? [], filmed?.files ?? []].flat();
  const fetched = performance.getEntriesByType('resource').map(({ name }) => name);
  await storeSiteFiles([...files, ...fetched, ...(await engineResources())]);
  // The browser may not have stored the weights that it drew from.
  await engine.store(model.tag, []);
  if (savesData()) {
    return;
  }
  const { discriminator } = model.manifest;
  // It is large, and only the view "inside" needs it.
  if (discriminator !== undefined) {
    await engine.store(model.tag, [discriminator.file]);
  }
  const conditional = await newestConditional(source);
  if (conditional !== undefined) {
    await storeSiteFiles(conditional.files);
    await engine.store(conditional.tag, []);
  }
  // Only the view "avatars" needs it.
  const tag = await pinnedAvatarTag(source);
  if (tag !== undefined) {
    await engine.store(tag, []);
    await engine.directions(tag);
  }
}

/** Whether the visitor saves data or is on a cellular network, if the browser says so; then only what is used is fetched. */
function savesData(): boolean {
  const { connection }: { connection?: { saveData?: boolean; type?: string } } = navigator as object;
  return connection?.saveData === true || connection?.type === 'cellular';
}
