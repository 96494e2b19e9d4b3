/**
 * The service worker: after one visit the page works without a network.
 *
 * The files of the page are kept together, one cache for each build, so that an open page goes on with its own
 * whatever is published meanwhile; a new build takes over when no page of the old one is open, or when somebody asks
 * for it. Models and ONNX Runtime are kept as they are used; they never change under their URLs.
 */
import { BUILD_CACHE_PREFIX } from '../storage/names.ts';
import { storeResponse } from '../storage/site-cache.ts';
import { isPage, strategyFor, TAKE_OVER } from './rules.ts';

declare const self: ServiceWorkerGlobalScope;

/** The build writes these in (vite.config.ts): the page's files, and a digest of them. */
declare const __PAGE_FILES__: readonly string[];
declare const __PAGE_VERSION__: string;

const OWN = BUILD_CACHE_PREFIX + __PAGE_VERSION__;
/** What every address of the page is answered with where there is no network. */
const SHELL = '/';

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(OWN).then((cache) => cache.addAll([SHELL, ...__PAGE_FILES__])));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      await self.clients.claim();
      const open = await self.clients.matchAll({ type: 'window' });
      // A page that is still open may be of an earlier build, and load more of it.
      if (open.length > 1) {
        return;
      }
      const old = (await caches.keys()).filter((name) => name.startsWith(BUILD_CACHE_PREFIX) && name !== OWN);
      await Promise.all(old.map((name) => caches.delete(name)));
    })(),
  );
});

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
    if (isPage(url.pathname)) {
      event.respondWith(navigate(request));
    }
    return;
  }
  switch (strategyFor(url.pathname)) {
    case 'cacheFirst':
      event.respondWith(cacheFirst(request));
      break;
    case 'networkFirst':
      event.respondWith(networkFirst(request));
      break;
  }
});

async function navigate(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const shell = await caches.match(SHELL);
    if (shell === undefined) {
      throw error;
    }
    return shell;
  }
}

async function cacheFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? (await fetchAndKeep(request));
}

async function networkFirst(request: Request): Promise<Response> {
  try {
    return await fetchAndKeep(request);
  } catch (error) {
    const kept = await caches.match(request);
    if (kept === undefined) {
      throw error;
    }
    return kept;
  }
}

async function fetchAndKeep(request: Request): Promise<Response> {
  const response = await fetch(request);
  if (response.status === 200) {
    await storeResponse(request, response.clone());
  }
  return response;
}
