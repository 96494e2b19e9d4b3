/** Files of the site for offline use. The service worker stores them when they are used; the page, what it has not seen. */
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
 * Fetches and stores those of some files that the service worker would have stored, had it seen them.
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
