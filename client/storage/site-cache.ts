/**
 * Files of the site for offline use. The service worker stores files when they are used; the page stores those that the
 * service worker has not seen.
 */
import { isStoredOnUse } from '../service-worker/rules.ts';
import { CACHES } from './names.ts';

/** Stores a response. Best effort: a full or forbidden cache costs a download at the next visit, and is no error. */
export async function storeResponse(request: Request, response: Response): Promise<void> {
  try {
    await (await caches.open(CACHES.site)).put(request, response);
  } catch (error) {
    console.info('dareka: could not store a file, going on without:', error);
  }
}

/**
 * Fetches those of the files that the service worker stores when they are used, and stores them unless they are stored
 * already.
 *
 * @throws DOMException where storage is full or forbidden; TypeError where a file cannot be fetched
 */
export async function storeSiteFiles(files: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHES.site);
  const urls = files.map((url) => new URL(url, location.href));
  const paths = urls
    .filter(({ origin, pathname }) => origin === location.origin && isStoredOnUse(pathname))
    .map(({ pathname }) => pathname);
  for (const path of new Set(paths)) {
    if ((await caches.match(path)) === undefined) {
      await cache.add(path);
    }
  }
}
