/** Keeps files as the service worker does, for what it has not seen. */
import { KEPT, sourceOf } from '../../service-worker/rules.ts';

/** Keeps, for visits without a network, those of some files that the service worker would have kept, had it seen them. */
export async function keepFiles(files: readonly string[]): Promise<void> {
  const urls = files.map((url) => new URL(url, location.href));
  const cache = await caches.open(KEPT);
  const paths = new Set(
    urls
      .filter(({ origin, pathname }) => origin === location.origin && sourceOf(pathname) !== null)
      .map(({ pathname }) => pathname),
  );
  for (const path of paths) {
    if ((await caches.match(path)) === undefined) {
      await cache.add(path);
    }
  }
}
