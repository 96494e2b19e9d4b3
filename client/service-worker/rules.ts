/** What the service worker does with which address: known to the page as well. */

/** The cache of the files of one build is named so, and by the build. */
export const PAGES = 'dareka-page-';
/** Models, ONNX Runtime and whatever else is kept as it is used. */
export const KEPT = 'dareka-kept';
/** The message that asks a new service worker to take over at once. */
export const TAKE_OVER = 'take over';

/** The engine keeps these itself, each checked by its digest: they need not be kept twice. */
const ENGINES = /\/(generator\.(onnx|weights)|probe\.png)$/;

/** Whether an address is answered by the page itself. */
export function isPage(path: string): boolean {
  return path === '/' || /^\/f\/[A-Za-z0-9_-]+\/?$/.test(path);
}

/**
 * Where a file comes from: `kept` first, since it never changes under its name; the `network` first, since it may;
 * or past the service worker (`null`).
 */
export function sourceOf(path: string): 'kept' | 'network' | null {
  if (path === '/models/index.json') {
    return 'network';
  }
  if (ENGINES.test(path)) {
    return null;
  }
  if (/^\/(assets|models|ort)\//.test(path)) {
    return 'kept';
  }
  if (/^\/(favicon\.svg|manifest\.webmanifest)$/.test(path)) {
    return 'network';
  }
  return null;
}
