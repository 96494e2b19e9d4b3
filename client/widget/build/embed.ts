/** Builds the files of `/embed/v1/`, and of `/embed/v1.x.y/` for each release. */
import { createHash } from 'node:crypto';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
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
 * The names of what the script loads have a hash of the content: a browser may keep the script for an hour, and it has to find
 * what it was built with also after a deployment.
 */
function hashedName(name: string, content: string): string {
  return `${name}-${createHash('sha256').update(content).digest('hex').slice(0, 8)}.js`;
}

/** @throws Error where the code does not name the file */
function rename(code: string, from: string, to: string): string {
  if (!code.includes(`./${from}`)) {
    throw new Error(`the bundle does not load ./${from}`);
  }
  return code.replaceAll(`./${from}`, `./${to}`);
}

/**
 * Builds the files of `/embed/v1/` from this source: the script, what it loads on the first touch, and the worker, by name.
 *
 * @throws Error where the script is larger than the limit
 */
export async function embedFiles(): Promise<ReadonlyMap<string, string>> {
  const worker = await bundle(ENTRIES.worker, 'beside');
  const workerName = hashedName('worker', worker);
  const live = rename(await bundle(ENTRIES.live, 'beside'), 'worker.js', workerName);
  const liveName = hashedName('live', live);
  const unnamed = await bundle(ENTRIES.embed, 'beside');
  const script = rename(rename(unnamed, 'worker.js', workerName), 'live.js', liveName);
  const { length } = brotliCompressSync(script);
  if (length > MAX_SCRIPT_BYTES) {
    throw new Error(`${SCRIPT} takes ${length} bytes compressed, where ${MAX_SCRIPT_BYTES} are allowed`);
  }
  return new Map([
    [SCRIPT, script],
    [liveName, live],
    [workerName, worker],
  ]);
}

/**
 * Fills a folder with `v1/`, built from this source, and all releases. `v1/` has the releases' files, too, apart from the script:
 * for pages whose script is that of a former deployment.
 *
 * @throws Error where a release has been changed
 */
export async function buildEmbed(out: string): Promise<void> {
  await rm(out, { recursive: true, force: true });
  const current = join(out, 'v1');
  await mkdir(current, { recursive: true });
  for (const [path, file] of await readReleases()) {
    const target = join(out, path);
    await mkdir(dirname(target), { recursive: true });
    await cp(file, target);
    if (basename(file) !== SCRIPT) {
      await cp(file, join(current, basename(file)));
    }
  }
  for (const [name, code] of await embedFiles()) {
    await writeFile(join(current, name), code);
  }
}
