/**
 * Reads released widgets. `releases/VERSION/` holds the files of a release as they were built, `releases.json` their
 * integrity hashes. A release never changes and stays served, as published models do, since pages of other sites refer to it
 * by version and hash.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

const WIDGET = join(import.meta.dirname, '..');
export const RELEASES = join(WIDGET, 'releases');
export const RELEASES_FILE = join(WIDGET, 'releases.json');

/** The script that pages refer to. */
export const SCRIPT = 'dareka.js';

const INTEGRITY = /^sha384-[A-Za-z0-9+/]{64}$/;

/** `releases.json`: the newest release last. */
export const releasesSchema = v.array(
  v.object({
    version: v.pipe(v.string(), v.regex(/^1\.\d+\.\d+$/, 'a version of /embed/v1 is 1.MINOR.PATCH')),
    /** The value of an `integrity` attribute for each file, by name. */
    files: v.pipe(
      v.record(v.string(), v.pipe(v.string(), v.regex(INTEGRITY))),
      v.check((files) => SCRIPT in files, `${SCRIPT} has to be among the files`),
    ),
  }),
);

export type Release = v.InferOutput<typeof releasesSchema>[number];

/** The Subresource Integrity hash of a file (W3C SRI, section 3.1). */
export function integrityOf(bytes: Uint8Array): string {
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
}

/**
 * Verifies every release.
 *
 * @returns the files of all releases, by their path below `/embed/`
 * @throws Error that names the file that is missing, superfluous or changed
 */
export async function readReleases(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const release of v.parse(releasesSchema, JSON.parse(await readFile(RELEASES_FILE, 'utf8')))) {
    const folder = join(RELEASES, release.version);
    const found = (await readdir(folder)).sort();
    const listed = Object.keys(release.files).sort();
    if (found.join() !== listed.join()) {
      throw new Error(`${folder} holds ${found.join(', ')}, but releases.json lists ${listed.join(', ')}`);
    }
    for (const [name, integrity] of Object.entries(release.files)) {
      const actual = integrityOf(await readFile(join(folder, name)));
      if (actual !== integrity) {
        throw new Error(`${join(folder, name)} has the hash ${actual}, the release has ${integrity}`);
      }
      files.set(`v${release.version}/${name}`, join(folder, name));
    }
  }
  return files;
}
