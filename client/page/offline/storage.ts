/** What this site stores on the device, in bytes, and how to be rid of it. */
import { OWN_HOME } from '@dareka/engine/local-models';
import { CHECKPOINT_CACHE } from '../train-here/checkpoint-cache.ts';
import { isOurs } from './offline.ts';

export type Stored = {
  readonly model: number;
  readonly runtime: number;
  readonly page: number;
  /** What was trained here, and the models taken from it. */
  readonly lesson: number;
};

/** @returns null where the browser does not let the page look */
export async function measure(): Promise<Stored | null> {
  try {
    const sums = { model: 0, runtime: 0, page: 0, lesson: 0 };
    for (const name of (await caches.keys()).filter(isOurs)) {
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

function partOf(cache: string, url: string): keyof Stored {
  if (cache === CHECKPOINT_CACHE || url.startsWith(OWN_HOME)) {
    return 'lesson';
  }
  const { pathname } = new URL(url);
  if (pathname.startsWith('/models/')) {
    return 'model';
  }
  return pathname.startsWith('/ort/') ? 'runtime' : 'page';
}

/** Removes all of it, the service worker included; favourites and the language stay. */
export async function removeAll(): Promise<void> {
  for (const name of await caches.keys()) {
    if (isOurs(name)) {
      await caches.delete(name);
    }
  }
  const container: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  for (const registration of (await container?.getRegistrations()) ?? []) {
    await registration.unregister();
  }
}
