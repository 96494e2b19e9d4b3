/** The folder of published models: one immutable folder for each, and an index that names the default. */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOptional } from '../../files/read-optional.ts';
import { writeAtomic, writeFolderAtomic } from '../../files/write-atomic.ts';
import { AVATAR_VERSIONS } from '../../latent/avatar.ts';
import {
  type Manifest,
  type ModelIndex,
  parseManifest,
  TAG_LENGTH,
  tagOf,
} from '../../latent/model/manifest.ts';
import { lockLine, PUBLISHED_LOCK } from '../../latent/model/published-lock.ts';
import { modelIndexPath, readModelIndex } from '../read/manifest.ts';

export type PublishedFile = Pick<Manifest['files'][number], 'name' | 'role' | 'dtype'> & {
  content: Uint8Array;
};

/** Cloudflare serves no asset over 25 MiB, and weights hardly compress. */
export const LARGEST_FILE = 25 * 2 ** 20;

export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The entry of a file in the manifest. */
export function describeFile({ name, role, dtype, content }: PublishedFile): Manifest['files'][number] {
  return {
    name,
    role,
    bytes: content.length,
    sha256: sha256(content),
    ...(dtype === undefined ? {} : { dtype }),
  };
}

/** The bytes of `manifest.json`, which the lock has the hash of. */
export function manifestDocument(manifest: Manifest): Uint8Array {
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** The model with this generator; undefined where it is not published. */
export async function publishedId(models: string, generator: Uint8Array): Promise<string | undefined> {
  const tag = sha256(generator).slice(0, TAG_LENGTH);
  return (await readModelIndex(models))?.models.find((id) => tagOf(id) === tag);
}

/** @throws where a generator is published already: links identify a model by its tag only. */
export async function refusePublished(models: string, generator: Uint8Array): Promise<void> {
  refuseTag(models, await readModelIndex(models), sha256(generator).slice(0, TAG_LENGTH));
}

/** Makes a published model that of new faces. */
export async function chooseDefault(models: string, id: string): Promise<void> {
  const index = await readModelIndex(models);
  if (index && index.default !== id) {
    await writeIndex(models, { ...index, default: id });
  }
}

async function writeIndex(models: string, index: ModelIndex): Promise<void> {
  await writeAtomic(modelIndexPath(models), `${JSON.stringify(index, null, 2)}\n`);
}

function refuseTag(models: string, index: ModelIndex | undefined, tag: string): void {
  const same = index?.models.find((id) => tagOf(id) === tag);
  if (same !== undefined) {
    throw new Error(`${models}: this generator is published already, as ${same}`);
  }
}

/**
 * Publishes a model: its folder appears complete, then the index names it, and `published.lock` its hash.
 * @param makeDefault whether it becomes the model of new faces; the first model always does
 * @returns the checked manifest
 * @throws where the same generator is published already, a file is too large for the site, or the manifest is invalid;
 *   nothing is left behind then
 */
export async function publishFolder(
  models: string,
  manifest: Omit<Manifest, 'files'>,
  files: readonly PublishedFile[],
  makeDefault: boolean,
): Promise<Manifest> {
  const checked = parseManifest({ ...manifest, files: files.map(describeFile) });
  const large = files.find(({ content }) => content.length > LARGEST_FILE);
  if (large) {
    throw new Error(
      `${large.name} would have ${large.content.length} bytes, and a published file ${LARGEST_FILE} (25 MiB) at most; ` +
        'write fewer --bits',
    );
  }
  const index = await readModelIndex(models);
  refuseTag(models, index, checked.tag);
  const document = manifestDocument(checked);
  await writeFolderAtomic(join(models, checked.id), async (folder) => {
    for (const { name, content } of files) {
      await writeFile(join(folder, name), content, { flush: true });
    }
    await writeFile(join(folder, 'manifest.json'), document, { flush: true });
  });
  const next: ModelIndex = {
    default: makeDefault || !index ? checked.id : index.default,
    models: [...(index?.models ?? []), checked.id],
    // Addresses of avatars stay good: the first model keeps them.
    avatars: {
      ...Object.fromEntries(AVATAR_VERSIONS.map((version) => [version, index?.default ?? checked.id])),
      ...index?.avatars,
    },
  };
  await writeIndex(models, next);
  const lock = join(models, PUBLISHED_LOCK);
  await writeAtomic(lock, ((await readOptional(lock)) ?? '') + lockLine(checked.id, sha256(document)));
  return checked;
}
