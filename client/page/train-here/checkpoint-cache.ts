/** The checkpoint of the training on this device: one entry of a cache. The names are those of the first release. */
export const CHECKPOINT_CACHE = 'dareka-lesson';
const CHECKPOINT_URL = 'https://lesson.invalid/state';

/** Whether an earlier visit left a checkpoint; false where the browser forbids storage. */
export async function hasCheckpoint(): Promise<boolean> {
  try {
    return (await caches.match(CHECKPOINT_URL, { cacheName: CHECKPOINT_CACHE })) !== undefined;
  } catch {
    return false;
  }
}

/** @throws DOMException where storage is full or forbidden */
export async function writeCheckpoint(content: Blob): Promise<void> {
  await (await caches.open(CHECKPOINT_CACHE)).put(CHECKPOINT_URL, new Response(content));
}

/** @returns null where there is none @throws DOMException where storage is forbidden */
export async function readCheckpoint(): Promise<ArrayBuffer | null> {
  const stored = await (await caches.open(CHECKPOINT_CACHE)).match(CHECKPOINT_URL);
  return stored === undefined ? null : stored.arrayBuffer();
}

/** @throws DOMException where storage is forbidden */
export async function deleteCheckpoint(): Promise<void> {
  await (await caches.open(CHECKPOINT_CACHE)).delete(CHECKPOINT_URL);
}
