/** The folder of published models: one immutable folder for each, and an index that names the default. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readOptional, readOptionalBytes } from '../../files/read-optional.ts';
import { replaceFolder, writeAtomic } from '../../files/write-atomic.ts';
import { AVATAR_VERSIONS } from '../../latent/avatar.ts';
import {
  type Manifest,
  type ModelIndex,
  parseManifest,
  TAG_LENGTH,
  tagOf,
} from '../../latent/model/manifest.ts';
import { lockLine, PUBLISHED_LOCK, parseLock, relock } from '../../latent/model/published-lock.ts';
import { modelIndexPath, readModelIndex } from '../read/manifest.ts';
import { LockedError, lockFolder } from '../run/lock.ts';

export type PublishedFile = Pick<Manifest['files'][number], 'name' | 'role' | 'dtype'> & {
  content: Uint8Array;
};

/** Cloudflare serves no asset over 25 MiB, and weights hardly compress. */
export const LARGEST_FILE = 25 * 2 ** 20;

/** How often, and after how many ms, a folder of models is tried that another process publishes into: that takes it a moment. */
const TRIES = 100;
const RETRY_AFTER = 100;

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
export function chooseDefault(models: string, id: string): Promise<void> {
  return changeModels(models, async () => {
    const index = await readModelIndex(models);
    if (index && index.default !== id) {
      await writeIndex(models, { ...index, default: id });
    }
  });
}

/**
 * Changes a folder of models while no other process does.
 * @throws LockedError where another one does so for long
 */
export async function changeModels<T>(models: string, change: () => Promise<T>): Promise<T> {
  await mkdir(models, { recursive: true });
  for (let tried = 1; ; tried++) {
    try {
      const lock = await lockFolder(models, {
        isBeing: 'published into',
        instead: 'write --models with another folder',
      });
      return await change().finally(() => lock.release());
    } catch (cause) {
      if (!(cause instanceof LockedError) || tried === TRIES) {
        throw cause;
      }
      await setTimeout(RETRY_AFTER);
    }
  }
}

/**
 * Enters a model whose publication ended after its folder had appeared.
 * @param makeDefault as `publishFolder` takes it
 * @returns its id; undefined where no folder that the index does not name has this generator
 */
export async function enterUnlisted(
  models: string,
  generator: Uint8Array,
  makeDefault: boolean,
): Promise<string | undefined> {
  const hash = sha256(generator);
  const names = await readdir(models).catch(() => []);
  const id = names.find((name) => tagOf(name) === hash.slice(0, TAG_LENGTH));
  const document = id === undefined ? undefined : await readOptionalBytes(join(models, id, 'manifest.json'));
  if (id === undefined || document === undefined) {
    return undefined;
  }
  const { files } = parseManifest(JSON.parse(document.toString()));
  if (!files.some(({ role, sha256: own }) => role === 'generator' && own === hash)) {
    return undefined;
  }
  return changeModels(models, async () => {
    const index = await readModelIndex(models);
    if (index?.models.includes(id)) {
      return undefined;
    }
    await enter(models, index, id, document, makeDefault);
    return id;
  });
}

/**
 * Adds a model to `published.lock`, and then to the index, so that what the index names has a hash.
 * @param document the bytes of its manifest
 */
async function enter(
  models: string,
  index: ModelIndex | undefined,
  id: string,
  document: Uint8Array,
  makeDefault: boolean,
): Promise<void> {
  const path = join(models, PUBLISHED_LOCK);
  const lock = (await readOptional(path)) ?? '';
  const hash = sha256(document);
  await writeAtomic(path, parseLock(lock).has(id) ? relock(lock, id, hash) : lock + lockLine(id, hash));
  await writeIndex(models, {
    default: makeDefault || !index ? id : index.default,
    models: [...(index?.models ?? []), id],
    // Addresses of avatars stay good: the first model keeps them.
    avatars: {
      ...Object.fromEntries(AVATAR_VERSIONS.map((version) => [version, index?.default ?? id])),
      ...index?.avatars,
    },
  });
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
 * Publishes a model: its folder appears complete, then `published.lock` has its hash, and the index names it. A folder of its name that the index does
 * not name is replaced.
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
  const document = manifestDocument(checked);
  return changeModels(models, async () => {
    const index = await readModelIndex(models);
    refuseTag(models, index, checked.tag);
    await replaceFolder(join(models, checked.id), async (folder) => {
      for (const { name, content } of files) {
        await writeFile(join(folder, name), content, { flush: true });
      }
      await writeFile(join(folder, 'manifest.json'), document, { flush: true });
    });
    await enter(models, index, checked.id, document, makeDefault);
    return checked;
  });
}
