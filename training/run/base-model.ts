/** The published model that a run goes on from: its manifest, and its film and history where it has them, kept in the run's folder. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readOptionalBytes } from '../../files/read-optional.ts';
import { writeAtomic } from '../../files/write-atomic.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import { readOptionalManifest } from '../read/manifest.ts';

/** The folder inside a run's folder, and its files. Its name is older than the word base model, and runs have it. */
export const BASE_MODEL_FOLDER = 'past';
export const BASE_MODEL_FILES = ['manifest.json', 'history.json', 'film.webp'] as const;

/**
 * Copies what a published model says of its training into a run's folder. A model of which only the discriminator was trained further has neither film
 * nor history.
 * @param folder of the run
 * @param model the folder of the published model
 */
export async function saveBaseModel(folder: string, model: string): Promise<void> {
  await mkdir(join(folder, BASE_MODEL_FOLDER), { recursive: true });
  for (const name of BASE_MODEL_FILES) {
    const content = await readOptionalBytes(join(model, name));
    if (content) {
      await writeAtomic(join(folder, BASE_MODEL_FOLDER, name), content);
    }
  }
}

/** The manifest of the model that a run goes on from; undefined for a run that began otherwise. */
export async function readBaseModel(folder: string): Promise<Manifest | undefined> {
  return await readOptionalManifest(join(folder, BASE_MODEL_FOLDER));
}
