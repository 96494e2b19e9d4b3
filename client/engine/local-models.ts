/**
 * Public entry `@dareka/engine/local-models`: models that were trained on this device. They are stored as published
 * models are, and found by their tags where the site has published no such model. Nobody else can draw with them.
 */
import { type Manifest, parseManifest } from '../../latent/manifest.ts';
import { CACHE } from './worker/store.ts';

export { sha256Hex } from './worker/download/verified-file.ts';

const ID_PREFIX = 'trained-here-';
/** Where their files would be, if that were anywhere. */
export const OWN_HOME = 'https://own.invalid/';
const MANIFEST = 'manifest.json';

export function localModelId(tag: string): string {
  return ID_PREFIX + tag;
}

/** Whether a model was trained on this device, so that its share codes mean nothing elsewhere. */
export function isLocalModel({ id }: { readonly id: string }): boolean {
  return id.startsWith(ID_PREFIX);
}

/** The URL under which a file of a local model is stored. */
export function localModelUrl(id: string, name: string): string {
  return `${OWN_HOME}${id}/${name}`;
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
  const cache = await caches.open(CACHE);
  for (const [name, bytes] of Object.entries(files)) {
    await cache.put(localModelUrl(manifest.id, name), new Response(bytes));
  }
  await cache.put(localModelUrl(manifest.id, MANIFEST), Response.json(manifest));
}

/** The manifest of the local model of that tag, or null where there is none or it is damaged. */
export async function readLocalModel(tag: string): Promise<Manifest | null> {
  try {
    const stored = await (await caches.open(CACHE)).match(localModelUrl(localModelId(tag), MANIFEST));
    return stored === undefined ? null : parseManifest(await stored.json());
  } catch {
    return null;
  }
}
