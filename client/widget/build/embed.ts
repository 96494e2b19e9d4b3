/** What lies below `/embed/v1/`, and below `/embed/v1.x.y/` for each release. */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { bundle, ENTRIES } from './bundle.ts';
import { readReleases, SCRIPT } from './releases.ts';

/** What a page loads before anybody touches a face: the script, in bytes as brotli 11 leaves them. */
const MOST_SCRIPT_BYTES = 12 * 1024;

/**
 * The files of `/embed/v1/` by name: the script of this very source, and its worker.
 *
 * @throws Error where the script is heavier than it may be
 */
export async function embedFiles(): Promise<ReadonlyMap<string, string>> {
  const script = await bundle(ENTRIES.embed, 'site');
  const { length } = brotliCompressSync(script);
  if (length > MOST_SCRIPT_BYTES) {
    throw new Error(`${SCRIPT} takes ${length} bytes compressed, where ${MOST_SCRIPT_BYTES} are allowed`);
  }
  return new Map([
    [SCRIPT, script],
    ['worker.js', await bundle(ENTRIES.worker, 'site')],
  ]);
}

/**
 * Fills a folder with `v1/`, built now, and with every release.
 *
 * @throws Error where a release is not what it was
 */
export async function buildEmbed(out: string): Promise<void> {
  await rm(out, { recursive: true, force: true });
  const current = join(out, 'v1');
  await mkdir(current, { recursive: true });
  for (const [name, code] of await embedFiles()) {
    await writeFile(join(current, name), code);
  }
  for (const [path, file] of await readReleases()) {
    const target = join(out, path);
    await mkdir(dirname(target), { recursive: true });
    await cp(file, target);
  }
}
