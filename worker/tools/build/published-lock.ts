/** Holds the published models against `published.lock`: none is missing, and each has the bytes that it was published with. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelIndex } from '../../../latent/model/manifest.ts';
import { lockLine, PUBLISHED_LOCK, parseLock } from '../../../latent/model/published-lock.ts';

/**
 * @param folder of published models
 * @throws Error that names the model which is missing, changed or not in the lock
 */
export async function checkLock(folder: string, { models }: ModelIndex): Promise<void> {
  const file = join(folder, PUBLISHED_LOCK);
  const locked = parseLock(await readFile(file, 'utf8'));
  const missing = [...locked.keys()].filter((id) => !models.includes(id));
  if (missing.length > 0) {
    throw new Error(
      `${file} has ${missing.join(', ')}, which the index lacks: links to their faces would break`,
    );
  }
  for (const id of models) {
    const manifest = await readFile(join(folder, id, 'manifest.json'));
    const sha256 = createHash('sha256').update(manifest).digest('hex');
    const expected = locked.get(id);
    if (expected === undefined) {
      throw new Error(`${file} lacks the line of ${id}: ${lockLine(id, sha256).trim()}`);
    }
    if (sha256 !== expected) {
      throw new Error(`the manifest of ${id} has SHA-256 ${sha256}, but was published with ${expected}`);
    }
  }
}
