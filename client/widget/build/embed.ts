/** What lies below `/embed/v1/`, and below `/embed/v1.x.y/` for each release. */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundle, ENTRIES } from './bundle.ts';
import { readReleases, SCRIPT } from './releases.ts';

/** The files of `/embed/v1/` by name: the script of this very source, and its worker. */
export async function embedFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    [SCRIPT, await bundle(ENTRIES.embed, 'site')],
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
  for (const [name, code] of await embedFiles()) await writeFile(join(current, name), code);
  for (const [path, file] of await readReleases()) {
    const target = join(out, path);
    await mkdir(dirname(target), { recursive: true });
    await cp(file, target);
  }
}
