/**
 * Measures of a model that is published but that no site serves yet, put into its manifest and its card. A model that is served never
 * changes: `publish-model` makes another one.
 */
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writeAtomic } from '../../files/write-atomic.ts';
import { type Manifest, parseManifest } from '../../latent/model/manifest.ts';
import { PUBLISHED_LOCK, relock } from '../../latent/model/published-lock.ts';
import { readManifest, readModelIndex } from '../read/manifest.ts';
import type { DataDescription } from './card/data-description.ts';
import { modelCard } from './card/model-card.ts';
import { changeModels, describeFile, manifestDocument, sha256 } from './models.ts';

/** The labels of a model decide which face a name has. @throws Error for a model that addresses keep, such as `/a/v2/NAME` */
async function refusePinned(folder: string): Promise<void> {
  const { avatars = {} } = (await readModelIndex(dirname(folder))) ?? {};
  const versions = Object.keys(avatars).filter((version) => avatars[version] === basename(folder));
  if (versions.length > 0) {
    throw new Error(
      `${basename(folder)}: the faces of names at /a/${versions.join('/ and /a/')}/ depend on its labels and never change; publish another model`,
    );
  }
}

/**
 * Rewrites the card, the manifest and the model's line of `published.lock`.
 * @param folder of the model, in the folder of all models
 * @param measures in place of those of the manifest
 * @returns the new manifest
 * @throws Error where the folder has no manifest, no card, or no line in the lock, or addresses of names pin the model; it is unchanged then
 */
export async function amendModel(
  folder: string,
  measures: Pick<Manifest, 'labels' | 'traits'>,
  about: DataDescription,
): Promise<Manifest> {
  await refusePinned(folder);
  const before = await readManifest(folder);
  const dtype = before.files.find(({ role }) => role === 'generator')?.dtype ?? '';
  const old = before.files.find(({ role }) => role === 'card');
  if (old === undefined) {
    throw new Error(`${folder} has no card`);
  }
  const content = new TextEncoder().encode(modelCard({ ...before, ...measures }, dtype, about));
  const card = describeFile({ name: old.name, role: old.role, content });
  const manifest = parseManifest({
    ...before,
    ...measures,
    files: before.files.map((file) => (file === old ? card : file)),
  });
  const document = manifestDocument(manifest);
  const lock = join(dirname(folder), PUBLISHED_LOCK);
  await changeModels(dirname(folder), async () => {
    const lines = relock(await readFile(lock, 'utf8'), basename(folder), sha256(document));
    await writeAtomic(join(folder, card.name), content);
    await writeAtomic(join(folder, 'manifest.json'), document);
    await writeAtomic(lock, lines);
  });
  return manifest;
}
