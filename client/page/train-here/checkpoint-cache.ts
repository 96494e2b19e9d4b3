/** Where what has been learned lies: one entry of a cache, whose name begins as all of the page's do. */
export const CACHE = 'dareka-lesson';
export const ADDRESS = 'https://lesson.invalid/state';

/** Whether something is kept of an earlier visit. */
export async function hasCheckpoint(): Promise<boolean> {
  try {
    return (await caches.match(ADDRESS, { cacheName: CACHE })) !== undefined;
  } catch {
    return false;
  }
}
