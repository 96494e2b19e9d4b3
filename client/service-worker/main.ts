/**
 * The service worker: after one visit the page works offline.
 *
 * The page's own files have a cache for each build, so that an open page keeps the files of its build whatever is
 * published meanwhile; a new build takes over when no page of the old one is open, or when the visitor asks for it. Models
 * and ONNX Runtime are stored as they are used; they never change under their URLs.
 */
import { BUILD_CACHE_PREFIX, CACHES } from '../storage/names.ts';
import { storeResponse } from '../storage/site-cache.ts';
import { DOCUMENTS, documentFor, isStoredOnUse, strategyFor, TAKE_OVER } from './rules.ts';

declare const self: ServiceWorkerGlobalScope;

/** Constants of the build (plugin.ts): the page's files, and a hash of them. */
declare const __PAGE_FILES__: readonly string[];
declare const __PAGE_VERSION__: string;

const BUILD_CACHE = BUILD_CACHE_PREFIX + __PAGE_VERSION__;
/** After this long without an answer from the network, a stored one is used. */
const NETWORK_LIMIT_MS = 4000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(BUILD_CACHE).then((cache) => cache.addAll([...DOCUMENTS, ...__PAGE_FILES__])));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      await self.clients.claim();
      await deleteFormerEntries();
      const open = await self.clients.matchAll({ type: 'window' });
      // A page that is still open may be of an earlier build, and load more of its files.
      if (open.length > 1) {
        return;
      }
      const old = (await caches.keys()).filter(
        (name) => name.startsWith(BUILD_CACHE_PREFIX) && name !== BUILD_CACHE,
      );
      await Promise.all(old.map((name) => caches.delete(name)));
    })(),
  );
});

/** Deletes files that earlier builds stored and this one leaves to the engine. */
async function deleteFormerEntries(): Promise<void> {
  const cache = await caches.open(CACHES.site);
  for (const request of await cache.keys()) {
    const { origin, pathname } = new URL(request.url);
    if (origin !== self.location.origin || !isStoredOnUse(pathname)) {
      await cache.delete(request);
    }
  }
}

self.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) {
    event.waitUntil(self.skipWaiting());
  }
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || request.headers.has('Range')) {
    return;
  }
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) {
    return;
  }
  if (request.mode === 'navigate') {
    const stored = documentFor(url.pathname);
    if (stored !== null) {
      event.respondWith(networkFirst(event, fetch(request), stored, { cacheName: BUILD_CACHE }));
    }
    return;
  }
  switch (strategyFor(url.pathname)) {
    case 'cacheFirst':
      event.respondWith(cacheFirst(event));
      break;
    case 'networkFirst':
      event.respondWith(networkFirst(event, fetchAndStore(event), request));
      break;
  }
});

async function cacheFirst(event: FetchEvent): Promise<Response> {
  return (await caches.match(event.request)) ?? (await fetchAndStore(event));
}

/** The network's answer; or a stored one, where the network fails, is slow, or answers with a server error. */
async function networkFirst(
  event: FetchEvent,
  network: Promise<Response>,
  stored: RequestInfo,
  options?: MultiCacheQueryOptions,
): Promise<Response> {
  // A file that comes too late for this request is still stored for the next one.
  event.waitUntil(network.catch(() => {}));
  const limit = new Promise<undefined>((resolve) => setTimeout(resolve, NETWORK_LIMIT_MS, undefined));
  const answer = await Promise.race([network.catch(() => undefined), limit]);
  if (answer !== undefined && answer.status < 500) {
    return answer;
  }
  return (await caches.match(stored, options)) ?? network;
}

/** Answers at once; the file is stored while it arrives. */
async function fetchAndStore(event: FetchEvent): Promise<Response> {
  const response = await fetch(event.request);
  if (response.status === 200) {
    event.waitUntil(storeUnlessRemoved(event.request, response.clone()));
  }
  return response;
}

/**
 * Stores nothing once the visitor has removed what is stored: an unregistered service worker still serves the pages that are open. A removal
 * begins with this build's cache.
 */
async function storeUnlessRemoved(request: Request, response: Response): Promise<void> {
  if (await caches.has(BUILD_CACHE)) {
    await storeResponse(request, response);
    if (!(await caches.has(BUILD_CACHE))) {
      await caches.delete(CACHES.site);
    }
  }
}
