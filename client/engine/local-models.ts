/**
 * Public entry `@dareka/engine/local-models`: models that were trained on this device. They are stored as published
 * models are, and found by their tags where the site has published no such model. Nobody else can draw with them.
 */
import { type Manifest, parseManifest } from '../../latent/model/manifest.ts';
import { moveLocalModels } from '../storage/former-places.ts';
import { CACHES } from '../storage/names.ts';

export { sha256Hex } from './integrity.ts';

const ID_PREFIX = 'trained-here-';
const MANIFEST = 'manifest.json';

export function localModelId(tag: string): string {
  return ID_PREFIX + tag;
}

/** Whether a model was trained on this device, so that its share codes mean nothing elsewhere. */
export function isLocalModel({ id }: { readonly id: string }): boolean {
  return id.startsWith(ID_PREFIX);
}

/** The URL under which a file of a local model is stored. It is a URL of this site at which nothing is served. */
export function localModelUrl(id: string, name: string): string {
  return new URL(`/local-models/${id}/${name}`, self.location.origin).href;
}

/**
 * Stores a model. Its manifest is written last, so that the model is there whole or not at all.
 *
 * @throws DOMException where storage is full or forbidden
 */
export async function saveLocalModel(
  manifest: Manifest,
  files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>,
): Promise<void> {
  const cache = await caches.open(CACHES.localModels);
  for (const [name, bytes] of Object.entries(files)) {
    await cache.put(localModelUrl(manifest.id, name), new Response(bytes));
  }
  await cache.put(localModelUrl(manifest.id, MANIFEST), Response.json(manifest));
}

/** The manifest of the local model of that tag, or null where there is none or it is damaged. */
export async function readLocalModel(tag: string): Promise<Manifest | null> {
  try {
    const url = localModelUrl(localModelId(tag), MANIFEST);
    const options = { cacheName: CACHES.localModels };
    let stored = await caches.match(url, options);
    if (stored === undefined) {
      await moveLocalModels(localModelUrl);
      stored = await caches.match(url, options);
    }
    return stored === undefined ? null : parseManifest(await stored.json());
  } catch {
    return null;
  }
}
