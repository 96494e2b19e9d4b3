/** How much this site stores on the device, and how to remove it. */
import {
  BUILD_CACHE_PREFIX,
  CACHES,
  FORMER,
  idOfCheckpointNote,
  isOurCache,
  isOwnPicturesNote,
  NOTES,
  PREFIXES,
  parseSnapshotNote,
} from './names.ts';
import { deleteNotesExcept, noteKeys, readNotes } from './notes.ts';

/** In bytes. */
export type StorageUsage = {
  readonly model: number;
  readonly runtime: number;
  readonly page: number;
  /** The checkpoints and films of trainings, the pictures that were kept for them, and the models trained on this device. */
  readonly training: number;
};

/** The measurement under way. A removal waits for it, since reading a cache that is deleted meanwhile would create it again. */
let measurement: Promise<StorageUsage | null> = Promise.resolve(null);

/** @returns null if the browser does not let the page measure its storage */
export function measureStorage(): Promise<StorageUsage | null> {
  measurement = measurement.then(measure);
  return measurement;
}

async function measure(): Promise<StorageUsage | null> {
  try {
    const keys = (await noteKeys().catch(() => [])).filter(
      (key) =>
        idOfCheckpointNote(key) !== undefined ||
        parseSnapshotNote(key) !== undefined ||
        isOwnPicturesNote(key),
    );
    const ofTrainings = await readNotes(keys).catch(() => []);
    const sums = {
      model: 0,
      runtime: 0,
      page: 0,
      training: ofTrainings.reduce<number>((sum, stored) => sum + bytesOf(stored), 0),
    };
    for (const name of (await caches.keys()).filter(isOurCache)) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const bytes = (await (await cache.match(request))?.blob())?.size ?? 0;
        sums[partOf(name, request.url)] += bytes;
      }
    }
    return sums;
  } catch {
    return null;
  }
}

/** The size of a checkpoint, of a film's pictures or of pictures to train on. All are stored as bytes; an earlier build stored the last as an object with `pixels`. */
function bytesOf(stored: unknown): number {
  const bytes = stored instanceof Object && 'pixels' in stored ? stored.pixels : stored;
  return bytes instanceof ArrayBuffer ? bytes.byteLength : 0;
}

function partOf(cache: string, url: string): keyof StorageUsage {
  const isTrained = cache === CACHES.localModels || url.startsWith(FORMER.localModels);
  if (isTrained || cache === FORMER.checkpoint.cache) {
    return 'training';
  }
  const { pathname } = new URL(url);
  if (pathname.startsWith('/models/')) {
    return 'model';
  }
  return pathname.startsWith('/ort/') ? 'runtime' : 'page';
}

/** Whether a note is kept where everything else is removed. */
function isKept(key: string): boolean {
  const notes: readonly string[] = [NOTES.favourites, NOTES.quiz, NOTES.quizGames];
  return notes.includes(key) || key.startsWith(PREFIXES.quizGame);
}

/** Removes everything, including the service worker, except for favourites, what was answered in the quiz, and the language. */
export async function removeStorage(): Promise<void> {
  await measurement;
  const names = (await caches.keys()).filter(isOurCache);
  // The caches of builds go first: without them the service worker stores nothing more.
  const ofBuilds = names.filter((name) => name.startsWith(BUILD_CACHE_PREFIX));
  for (const name of new Set([...ofBuilds, ...names])) {
    await caches.delete(name);
  }
  // Where IndexedDB is forbidden, nothing is stored in it.
  await deleteNotesExcept(isKept).catch(() => {});
  const container: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  for (const registration of (await container?.getRegistrations()) ?? []) {
    await registration.unregister();
  }
}
