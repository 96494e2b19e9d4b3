/**
 * Released widgets: `releases/VERSION/` holds the files of each as they were built, and `releases.json` what their
 * scripts' integrity is. A released folder never changes and stays served, as a published model does: pages elsewhere name
 * it by its version and its hash.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

const WIDGET = join(import.meta.dirname, '..');
export const RELEASES = join(WIDGET, 'releases');
export const RELEASES_FILE = join(WIDGET, 'releases.json');

/** The script that pages name. */
export const SCRIPT = 'dareka.js';

const INTEGRITY = /^sha384-[A-Za-z0-9+/]{64}$/;

/** `releases.json`: the newest release last. */
export const releasesSchema = v.array(
  v.object({
    version: v.pipe(v.string(), v.regex(/^1\.\d+\.\d+$/, 'a version of /embed/v1 is 1.MINOR.PATCH')),
    /** Of each file, by name: what goes into an `integrity` attribute. */
    files: v.pipe(
      v.record(v.string(), v.pipe(v.string(), v.regex(INTEGRITY))),
      v.check((files) => SCRIPT in files, `${SCRIPT} has to be among the files`),
    ),
  }),
);

export type Release = v.InferOutput<typeof releasesSchema>[number];

/** Subresource Integrity's hash of a file (W3C SRI, section 3.1), by the algorithm that its examples use. */
export function integrityOf(bytes: Uint8Array): string {
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
}

/**
 * Every release, proven to be what was released.
 *
 * @returns the files of each release, by their path below `/embed/`
 * @throws Error that names the file that is missing, one too many, or other than it was
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
        throw new Error(`${join(folder, name)} is ${actual}, released was ${integrity}`);
      }
      files.set(`v${release.version}/${name}`, join(folder, name));
    }
  }
  return files;
}
