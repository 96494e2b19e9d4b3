/**
 * Files in a cache of the Cache API, by URL. Best effort: a full or forbidden cache is logged and costs a download, and is
 * never an error.
 */
export type FileCache = {
  /** Whether there is a file, whatever its content. */
  has(url: string): Promise<boolean>;
  /** The stored bytes, or null. */
  read(url: string): Promise<ArrayBuffer | null>;
  write(url: string, bytes: ArrayBuffer): Promise<void>;
  delete(url: string): Promise<void>;
};

export function fileCache(name: string): FileCache {
  async function attempt<T>(what: string, action: (cache: Cache) => Promise<T>): Promise<T | undefined> {
    try {
      return await action(await caches.open(name));
    } catch (error) {
      console.info(`dareka: could not ${what} the cache ${name}, going on without:`, error);
      return undefined;
    }
  }
  return {
    async has(url) {
      return (await attempt('read', async (cache) => (await cache.match(url)) !== undefined)) ?? false;
    },
    async read(url) {
      const bytes = await attempt('read', async (cache) => (await cache.match(url))?.arrayBuffer());
      return bytes ?? null;
    },
    async write(url, bytes) {
      await attempt('write', (cache) => cache.put(url, new Response(bytes)));
    },
    async delete(url) {
      await attempt('delete from', (cache) => cache.delete(url));
    },
  };
}
