/** The built site as the worker sees it: its catalog, and the stored files behind it. */
import * as v from 'valibot';
import type { Manifest } from '../latent/manifest.ts';
import { CATALOG_PATH, catalogSchema, type StoredFile, SUFFIX } from './catalog.ts';

/** The binding serves its files under any origin. */
const ASSETS_ORIGIN = 'https://assets.invalid';

export type Site = {
  /** The model that new faces come from. */
  readonly defaultModel: Manifest;
  /** By id. */
  readonly models: ReadonlyMap<string, Manifest>;
  /** By path in the site. */
  readonly files: ReadonlyMap<string, StoredFile>;
};

/**
 * One file of dist/site, as it is stored.
 *
 * @param path in dist/site, such as `/models/dcgan-64-1a2b3c/probe.png`
 * @throws Error where there is no such file
 */
export async function fetchStored(assets: Fetcher, path: string): Promise<ReadableStream<Uint8Array>> {
  const response = await assets.fetch(new URL(path, ASSETS_ORIGIN));
  if (response.status !== 200 || response.body === null) {
    throw new Error(`the asset ${path} answered with status ${response.status}`);
  }
  return response.body;
}

/** A file's own bytes, whichever form it is stored in. */
export async function fetchPlain(
  assets: Fetcher,
  path: string,
  file: StoredFile,
): Promise<ReadableStream<Uint8Array>> {
  if (file.plain) {
    return fetchStored(assets, path);
  }
  const stored = await fetchStored(assets, path + SUFFIX.gzip);
  return stored.pipeThrough(new DecompressionStream('gzip'));
}

async function readSite(assets: Fetcher): Promise<Site> {
  const document: unknown = await new Response(await fetchStored(assets, CATALOG_PATH)).json();
  const { index, manifests, files } = v.parse(catalogSchema, document);
  const models = new Map(manifests.map((manifest) => [manifest.id, manifest]));
  const defaultModel = models.get(index.default);
  if (defaultModel === undefined) {
    throw new Error(`the default model ${index.default} has no manifest`);
  }
  return { defaultModel, models, files: new Map(Object.entries(files)) };
}

const sites = new WeakMap<Fetcher, Site>();

/**
 * The site, read once in an isolate.
 *
 * What is kept is the site, not the promise of it: a promise lives as long as the request that made it, and one
 * whose client went away would leave every later request waiting. Two first requests may so both read it.
 *
 * @throws Error where the catalog is missing or not of its schema: the site was not built
 */
export async function openSite(assets: Fetcher): Promise<Site> {
  const known = sites.get(assets);
  if (known !== undefined) {
    return known;
  }
  const site = await readSite(assets);
  sites.set(assets, site);
  return site;
}
