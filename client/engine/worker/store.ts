/**
 * Verified files, kept between visits in the Cache API. Best effort: a full or forbidden cache costs a download
 * at the next visit, and is never an error.
 */
const CACHE = 'dareka-models';

/** The bytes kept for `url`, or null. */
export async function recall(url: string): Promise<ArrayBuffer | null> {
  return (
    (await attempt('read', async (cache) => {
      const response = await cache.match(url);
      return response ? response.arrayBuffer() : null;
    })) ?? null
  );
}

/** Keeps `bytes` for `url`. */
export async function keep(url: string, bytes: ArrayBuffer): Promise<void> {
  await attempt('write', (cache) => cache.put(url, new Response(bytes)));
}

/** Drops what is kept for `url`. */
export async function drop(url: string): Promise<void> {
  await attempt('drop', (cache) => cache.delete(url));
}

async function attempt<T>(what: string, action: (cache: Cache) => Promise<T>): Promise<T | undefined> {
  try {
    return await action(await caches.open(CACHE));
  } catch (error) {
    console.info(`dareka: could not ${what} the model cache, going on without:`, error);
    return undefined;
  }
}
