/**
 * `models/published.lock`: every model that was ever published, by the SHA-256 of its manifest, which has the hashes of all
 * other files. Lines are only ever added, and one changes only while no site serves its model yet. They are of the form that `sha256sum -c` reads: `HASH  ID/manifest.json`.
 */

export const PUBLISHED_LOCK = 'published.lock';

const LINE = /^([0-9a-f]{64}) {2}([a-z0-9][a-z0-9._-]*)\/manifest\.json$/;

/** @param sha256 of the bytes of the manifest, in hexadecimal digits */
export function lockLine(id: string, sha256: string): string {
  return `${sha256}  ${id}/manifest.json\n`;
}

/**
 * The hash of each manifest, by id.
 *
 * @throws Error that names the line at fault
 */
export function parseLock(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line, i) => {
      const [, sha256, id] = LINE.exec(line) ?? [];
      if (sha256 === undefined || id === undefined) {
        throw new Error(`line ${i + 1} of ${PUBLISHED_LOCK} is not "SHA-256  ID/manifest.json": ${line}`);
      }
      return [id, sha256];
    }),
  );
}

/**
 * The lock with another hash for the manifest of a model.
 *
 * @throws Error where it has no line of that model, or another line is at fault
 */
export function relock(text: string, id: string, sha256: string): string {
  const locked = parseLock(text);
  if (!locked.has(id)) {
    throw new Error(`${PUBLISHED_LOCK} has no line of ${id}`);
  }
  return Array.from(locked, ([each, hash]) => lockLine(each, each === id ? sha256 : hash)).join('');
}
