/** The published model that a run goes on from: its manifest, film and history, kept in the run's folder. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, parseManifest } from '../../latent/manifest.ts';
import { readIfThere } from '../read-if-there.ts';
import { writeWhole } from '../write-whole.ts';

/** The folder in that of a run, and what is in it. */
export const PAST = 'past';
export const PAST_FILES = ['manifest.json', 'history.json', 'film.webp'] as const;

/**
 * Keeps what a published model tells of its training.
 * @param folder of the run
 * @param model the folder of the published model
 */
export async function keepPast(folder: string, model: string): Promise<void> {
  await mkdir(join(folder, PAST), { recursive: true });
  for (const name of PAST_FILES) {
    await writeWhole(join(folder, PAST, name), await readFile(join(model, name)));
  }
}

/** The manifest of the model that a run goes on from; undefined for a run that began otherwise. */
export async function readPast(folder: string): Promise<Manifest | undefined> {
  const text = await readIfThere(join(folder, PAST, 'manifest.json'));
  return text === undefined ? undefined : parseManifest(JSON.parse(text));
}
