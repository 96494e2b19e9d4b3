/** Makes the page work without a network from the first visit on, and lets go of what is stored. */
import { TAKE_OVER } from '../../service-worker/rules.ts';
import { storeSiteFiles } from '../../storage/site-cache.ts';
import type { PageModel } from '../page-model.ts';
import { createStore, type Store } from '../store.ts';
import { loadedByEngine } from './loaded.ts';

export type Offline = {
  /** Whether everything is here that the page needs without a network. */
  readonly ready: Store<boolean>;
  /** Whether a newer build of the page waits to take over. */
  readonly update: Store<boolean>;
  /** Lets the newer build take over, and loads it. */
  takeOver(): void;
};

/** From the first face that could be drawn: by then a wall is, on a slow device too. */
const SETTLE_MS = 2000;

/** As in `AppContext`. */
type Loader = {
  prepare(): Promise<unknown>;
  loadModel(): Promise<PageModel>;
  /** URL of the folder with the files of ONNX Runtime. */
  readonly runtime: string;
};

/** Begins once the first faces are drawn, so as not to be in their way. Nothing here is ever an error. */
export function goOffline(app: Loader): Offline {
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
    const registration = await container.register('/sw.js');
    noteWaiting(container, registration);
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', () => noteWaiting(container, registration));
    });
    await container.ready;
    await keepAll(app);
    ready.set(true);
  }

  app
    .prepare()
    .then(settled)
    .then(begin)
    .catch((error: unknown) => console.info('dareka: going on without the service worker:', error));

  return {
    ready,
    update,
    takeOver() {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
      waiting?.postMessage(TAKE_OVER);
    },
  };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}

/** Keeps what was fetched before the service worker was there, and what the other views will ask for. */
async function keepAll(app: Loader): Promise<void> {
  const model = await app.loadModel();
  const asked = ['film', 'history', 'card', 'directions'] as const;
  // Large, and only for those who look inside.
  const wanted = sparing() ? asked : ([...asked, 'discriminator'] as const);
  const files = wanted.flatMap((file) => model.fileUrl(file) ?? []);
  const own = performance.getEntriesByType('resource').map(({ name }) => name);
  await storeSiteFiles([...files, ...own, ...(await loadedByEngine())]);
  if (!sparing()) {
    await (await import('../train-here/training-worker.ts')).prefetchTraining(app.runtime);
  }
}

/** Whether the visitor pays for what is loaded, as far as browsers tell: then what nobody asked for is not. */
function sparing(): boolean {
  const { connection }: { connection?: { saveData?: boolean; type?: string } } = navigator as object;
  return connection?.saveData === true || connection?.type === 'cellular';
}
