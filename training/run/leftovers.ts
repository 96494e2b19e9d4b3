/** What a killed process leaves behind: files that had not become whole. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ASIDE } from '../write-whole.ts';

/** Removes them from a run's folder. Only for the holder of the run's lock: another's may be growing. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  for (const name of names) {
    if (name.endsWith(ASIDE)) {
      await rm(join(folder, name), { force: true });
    }
  }
}
