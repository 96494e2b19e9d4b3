/** The models that were made on this device, kept and found. */
import { type Manifest, parseManifest } from '../../../latent/manifest.ts';
import { OWN_HOME, ownId } from '../own.ts';
import { CACHE } from './store.ts';

const MANIFEST = 'manifest.json';

/** The address of a file of an own model. */
export function ownUrl(id: string, name: string): string {
  return `${OWN_HOME}${id}/${name}`;
}

/**
 * Keeps a model, its manifest last, so that it is there whole or not at all.
 *
 * @throws DOMException where there is no room or no cache
 */
export async function keepOwn(
  manifest: Manifest,
  files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>,
): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const [name, bytes] of Object.entries(files)) {
    await cache.put(ownUrl(manifest.id, name), new Response(bytes));
  }
  await cache.put(ownUrl(manifest.id, MANIFEST), Response.json(manifest));
}

/** The own model of that tag, or null; one that is damaged is none. */
export async function recallOwn(tag: string): Promise<Manifest | null> {
  try {
    const kept = await (await caches.open(CACHE)).match(ownUrl(ownId(tag), MANIFEST));
    return kept === undefined ? null : parseManifest(await kept.json());
  } catch {
    return null;
  }
}
