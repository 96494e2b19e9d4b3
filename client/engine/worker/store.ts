/**
 * Verified files and a few notes, kept between visits in the Cache API. Best effort: a full or forbidden cache costs a download
 * at the next visit, and is never an error.
 */
export const CACHE = 'dareka-models';

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

/** Notes lie among the files, under addresses that no file can have. */
function addressOf(name: string): string {
  return `https://notes.invalid/${encodeURIComponent(name)}`;
}

/** What was noted under that name, of whatever form, or null. */
export async function recallNote(name: string): Promise<unknown> {
  const bytes = await recall(addressOf(name));
  if (bytes === null) {
    return null;
  }
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** Notes something that JSON can hold. */
export async function keepNote(name: string, note: unknown): Promise<void> {
  await keep(addressOf(name), new TextEncoder().encode(JSON.stringify(note)).buffer);
}

async function attempt<T>(what: string, action: (cache: Cache) => Promise<T>): Promise<T | undefined> {
  try {
    return await action(await caches.open(CACHE));
  } catch (error) {
    console.info(`dareka: could not ${what} the model cache, going on without:`, error);
    return undefined;
  }
}
