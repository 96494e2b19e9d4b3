/** What the folders of published models say of themselves. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOptional } from '../../files/read-optional.ts';
import {
  type Manifest,
  type ModelIndex,
  parseManifest,
  parseModelIndex,
} from '../../latent/model/manifest.ts';
import { parseJsonWith } from './parse.ts';

const MANIFEST = 'manifest.json';

/**
 * The manifest of a published model, in its folder.
 * @throws where there is none, or it is not valid
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST);
  return parseJsonWith(parseManifest, await readFile(path, 'utf8'), path);
}

/**
 * The same, or undefined where the folder has none.
 * @throws where it is not valid
 */
export async function readOptionalManifest(folder: string): Promise<Manifest | undefined> {
  const path = join(folder, MANIFEST);
  const text = await readOptional(path);
  return text === undefined ? undefined : parseJsonWith(parseManifest, text, path);
}

/** The index of a folder of published models, or undefined where there is none. @throws where it is not valid */
export async function readModelIndex(models: string): Promise<ModelIndex | undefined> {
  const path = modelIndexPath(models);
  const text = await readOptional(path);
  return text === undefined ? undefined : parseJsonWith(parseModelIndex, text, path);
}

/** Where the index of a folder of published models is. */
export function modelIndexPath(models: string): string {
  return join(models, 'index.json');
}
