/** The models of this site and of this device: manifests, and where each file is. */
import {
  type Manifest,
  type ModelIndex,
  parseManifest,
  parseModelIndex,
  tagOf,
} from '../../../../latent/model/manifest.ts';
import { memoize, memoizeByKey } from '../../../memoize.ts';
import { fileCache } from '../../../storage/file-cache.ts';
import { CACHES } from '../../../storage/names.ts';
import { EngineError } from '../../failure.ts';
import { localModelUrl, readLocalModel } from '../../local-models.ts';
import type { Settings } from '../../messages.ts';
import { fetchJson } from './http.ts';
import type { ModelFile } from './verified-file.ts';

export type ModelCatalog = {
  /** The tag of the model that new faces come from. */
  defaultTag(): Promise<string>;
  /** @throws EngineError of kind `model` for a tag that no model has, neither of the site nor of this device */
  manifest(tag: string): Promise<Manifest>;
  /** The first file of a model that satisfies the predicate, or undefined. */
  file(manifest: Manifest, predicate: (file: Manifest['files'][number]) => boolean): ModelFile | undefined;
};

const publishedFiles = fileCache(CACHES.models);
const localFiles = fileCache(CACHES.localModels);

/** @param settings at least one of the URLs is given */
export function createModelCatalog({ models, model }: Pick<Settings, 'models' | 'model'>): ModelCatalog {
  /** The folder of each model that has been found, by its id. */
  const folders = new Map<string, string>();
  const single = memoize(async () => {
    const manifest = model === null ? null : await fetchJson(model, parseManifest);
    if (model !== null && manifest !== null) {
      folders.set(manifest.id, new URL('.', model).href);
    }
    return manifest;
  });
  // The index changes when a model is published, so it is revalidated; a manifest never changes.
  const index = memoize<ModelIndex>(() =>
    fetchJson(`${models}index.json`, parseModelIndex, { cache: 'no-cache' }),
  );
  const manifest = memoizeByKey<Manifest>(async (tag) => {
    const only = await single();
    if (only?.tag === tag) {
      return only;
    }
    const id = models === null ? undefined : (await index()).models.find((each) => tagOf(each) === tag);
    if (id !== undefined) {
      folders.set(id, `${models}${id}/`);
      return fetchJson(`${models}${id}/manifest.json`, parseManifest);
    }
    const own = await readLocalModel(tag);
    if (own === null) {
      throw new EngineError({ kind: 'model', tag });
    }
    return own;
  });
  return {
    defaultTag: async () => (await single())?.tag ?? tagOf((await index()).default),
    manifest,
    file({ id, files }, predicate) {
      const file = files.find(predicate);
      if (file === undefined) {
        return undefined;
      }
      const folder = folders.get(id);
      return folder === undefined
        ? { ...file, url: localModelUrl(id, file.name), cache: localFiles }
        : { ...file, url: folder + file.name, cache: publishedFiles };
    },
  };
}
