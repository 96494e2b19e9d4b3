/** Which requests the service worker answers, and how. The page uses the same rules. */

import { VIEW_NAMES } from '../page/views.ts';

/** The message that asks a new service worker to take over at once. */
export const TAKE_OVER = 'take over';

/** The engine stores these itself, each verified by its SHA-256: they are not stored twice. */
const STORED_BY_ENGINE = /\/(generator\.(onnx|weights)|discriminator\.weights|directions\.bin|probe\.png)$/;

const VIEW_PATHS: ReadonlySet<string> = new Set(VIEW_NAMES.map((name) => `/${name}`));

/** The documents that work offline: the page, and the one that writes HTML for other pages. */
export const DOCUMENTS = ['/', '/embed'] as const;

/** The document that answers a path while the network does not; null where none does. */
export function documentFor(path: string): (typeof DOCUMENTS)[number] | null {
  const name = path.replace(/\/$/, '');
  if (name === '/embed') {
    return '/embed';
  }
  return name === '' || VIEW_PATHS.has(name) || /^\/f\/[A-Za-z0-9_-]+$/.test(name) ? '/' : null;
}

/**
 * How a file is answered: `cacheFirst`, since it never changes under its name; `networkFirst`, since it may change; or not
 * by the service worker (null).
 */
export function strategyFor(path: string): 'cacheFirst' | 'networkFirst' | null {
  if (path === '/models/index.json') {
    return 'networkFirst';
  }
  if (STORED_BY_ENGINE.test(path)) {
    return null;
  }
  if (/^\/(assets|models|ort)\//.test(path)) {
    return 'cacheFirst';
  }
  if (/^\/(favicon\.svg|manifest\.webmanifest)$/.test(path)) {
    return 'networkFirst';
  }
  return null;
}

/** Whether a file is stored when it is used. */
export function isStoredOnUse(path: string): boolean {
  return strategyFor(path) !== null;
}
