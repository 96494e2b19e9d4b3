/** Which models this site has published, and their manifests. */
import {
  type Manifest,
  type ModelIndex,
  parseManifest,
  parseModelIndex,
  tagOf,
} from '../../../latent/manifest.ts';
import { EngineError, messageOf } from '../failure.ts';
import { isOwn } from '../own.ts';
import { get } from './get.ts';
import { createMemory } from './memory.ts';
import { ownUrl, recallOwn } from './own-models.ts';

export type Catalog = {
  /** The tag of the model that new faces come from. */
  defaultTag(): Promise<string>;
  /** @throws EngineError of kind `model` for a tag that no model has, neither of the site nor of this device */
  manifest(tag: string): Promise<Manifest>;
  /** The URL of a file of that model. */
  fileUrl(manifest: Manifest, name: string): string;
};

/** @param folder URL of the published models */
export function createCatalog(folder: string): Catalog {
  const home = new URL(folder, self.location.href).href;
  const indices = createMemory<ModelIndex>();
  const manifests = createMemory<Manifest>();
  // The index changes when a model is published: it has to be asked for each time; a manifest never does.
  const index = () =>
    indices('index', () => getJson(`${home}index.json`, parseModelIndex, { cache: 'no-cache' }));
  return {
    defaultTag: async () => tagOf((await index()).default),
    manifest: (tag) =>
      manifests(tag, async () => {
        const id = (await index()).models.find((candidate) => tagOf(candidate) === tag);
        if (id === undefined) {
          const own = await recallOwn(tag);
          if (own === null) {
            throw new EngineError({ kind: 'model', tag });
          }
          return own;
        }
        return getJson(`${home}${id}/manifest.json`, parseManifest);
      }),
    fileUrl: (manifest, name) =>
      isOwn(manifest) ? ownUrl(manifest.id, name) : `${home}${manifest.id}/${name}`,
  };
}

async function getJson<T>(url: string, parse: (document: unknown) => T, init?: RequestInit): Promise<T> {
  const response = await get(url, init);
  try {
    return parse(await response.json());
  } catch (error) {
    throw new EngineError({ kind: 'format', file: url, detail: messageOf(error) }, { cause: error });
  }
}
