/** Builds the files of `/embed/v1/`, and of `/embed/v1.x.y/` for each release. */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { bundle, ENTRIES } from './bundle.ts';
import { readReleases, SCRIPT } from './releases.ts';

/**
 * The limit for the script, which a page loads before a face is touched: bytes after brotli at level 11. A server sends the
 * first ten segments of 1460 bytes without waiting for an answer (RFC 6928), so a script of 13 KiB and the headers of its
 * response arrive in one round trip.
 */
const MAX_SCRIPT_BYTES = 13 * 1024;

/**
 * Builds the files of `/embed/v1/` from this source: the script, what it loads on the first touch, and the worker, by name.
 *
 * @throws Error where the script is larger than the limit
 */
export async function embedFiles(): Promise<ReadonlyMap<string, string>> {
  const script = await bundle(ENTRIES.embed, 'beside');
  const { length } = brotliCompressSync(script);
  if (length > MAX_SCRIPT_BYTES) {
    throw new Error(`${SCRIPT} takes ${length} bytes compressed, where ${MAX_SCRIPT_BYTES} are allowed`);
  }
  return new Map([
    [SCRIPT, script],
    ['live.js', await bundle(ENTRIES.live, 'beside')],
    ['worker.js', await bundle(ENTRIES.worker, 'beside')],
  ]);
}

/**
 * Fills a folder with `v1/`, built from this source, and all releases.
 *
 * @throws Error where a release has been changed
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
