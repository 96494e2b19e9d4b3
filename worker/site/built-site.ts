/** The built site as the worker sees it: its catalog, and the stored files behind it. */
import * as v from 'valibot';
import { AVATAR_VERSIONS, type AvatarVersion } from '../../latent/avatar.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import { onceInIsolate } from '../once-in-isolate.ts';
import { CATALOG_PATH, type Catalog, CODING_SUFFIX, catalogSchema, type StoredFile } from './catalog.ts';

/** The binding serves its files under any origin. */
const ASSETS_ORIGIN = 'https://assets.invalid';

export type BuiltSite = {
  /** The binding that its files are read through. */
  readonly assets: Fetcher;
  /** The model that new faces come from. */
  readonly defaultModel: Manifest;
  /** The models that `/a/v1/NAME` and `/a/v2/NAME` name; without those that the index does not pin. */
  readonly avatarModels: ReadonlyMap<AvatarVersion, Manifest>;
  /** By id. */
  readonly models: ReadonlyMap<string, Manifest>;
  /** By path in the site. */
  readonly files: ReadonlyMap<string, StoredFile>;
  /** The path of the stylesheet for pages that the worker writes. */
  readonly stylesheet: string;
  /** Part of each picture's cache key: a hash changes whenever the same face, or its card, would become other bytes. */
  readonly drawingHashes: Catalog['drawingHashes'];
};

/**
 * One asset of dist/site, as it is stored.
 *
 * @param path in dist/site, such as `/models/dcgan-64-1a2b3c/probe.png.br`
 * @throws Error if there is no such asset
 */
export async function readAsset(assets: Fetcher, path: string): Promise<ReadableStream<Uint8Array>> {
  const response = await assets.fetch(new URL(path, ASSETS_ORIGIN));
  if (response.status !== 200 || response.body === null) {
    throw new Error(`the asset ${path} answered with status ${response.status}`);
  }
  return response.body;
}

/**
 * A file's own bytes, whichever form it is stored in.
 *
 * @param path in the site; `undefined` where the site has no such file
 */
export async function streamFile(
  { assets, files }: BuiltSite,
  path: string,
): Promise<ReadableStream<Uint8Array> | undefined> {
  const file = files.get(path);
  if (file === undefined) {
    return undefined;
  }
  if (file.plain) {
    return readAsset(assets, path);
  }
  const stored = await readAsset(assets, path + CODING_SUFFIX.gzip);
  return stored.pipeThrough(new DecompressionStream('gzip'));
}

/** As `streamFile`, all at once. */
export async function readWholeFile(site: BuiltSite, path: string): Promise<ArrayBuffer | undefined> {
  const stream = await streamFile(site, path);
  return stream && new Response(stream).arrayBuffer();
}

/**
 * The site behind a binding, read once in an isolate.
 *
 * @throws Error if the catalog is missing or not of its schema: the site was not built
 */
export const openSite = onceInIsolate(async (assets: Fetcher): Promise<BuiltSite> => {
  const document: unknown = await new Response(await readAsset(assets, CATALOG_PATH)).json();
  const { index, manifests, files, ...rest } = v.parse(catalogSchema, document);
  const models = new Map(manifests.map((manifest) => [manifest.id, manifest]));
  const defaultModel = models.get(index.default);
  if (defaultModel === undefined) {
    throw new Error(`the default model ${index.default} has no manifest`);
  }
  const avatarModels = new Map(
    AVATAR_VERSIONS.flatMap((version) => {
      const model = models.get(index.avatars?.[version] ?? '');
      return model === undefined ? [] : [[version, model]];
    }),
  );
  return { ...rest, assets, defaultModel, avatarModels, models, files: new Map(Object.entries(files)) };
});

/** The model's first file with that role; `undefined` where it has none. */
export async function readModelFile(
  site: BuiltSite,
  model: Manifest,
  role: Manifest['files'][number]['role'],
): Promise<ArrayBuffer | undefined> {
  const file = model.files.find((each) => each.role === role);
  return file && readWholeFile(site, `/models/${model.id}/${file.name}`);
}
