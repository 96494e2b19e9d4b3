/** Files that are there whole or not at all. */
import { open, rename, rm } from 'node:fs/promises';

/** What the system's codes mean to whoever waits for a file. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it is larger than a file of this process may be (ulimit -f)',
  EROFS: 'the disk is read-only',
  EACCES: 'this user may not write there',
};

/** An error that names the file that was not written, and why. */
export function notWritten(path: string, cause: unknown): Error {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = REASONS[code];
  return new Error(`${path} could not be written${reason ? `: ${reason}` : ''}`, { cause });
}

/** The name a file has until it is whole ends so; what a killed process leaves behind is known by it. */
export const ASIDE = '.part';

/**
 * Writes a file aside, flushes it to disk and renames it over the old one, so that nobody ever sees half of it.
 * @param parts what the file holds, in order
 * Throws, naming the file and the reason; the old file is then as it was.
 */
export async function writeWhole(path: string, ...parts: readonly (string | Uint8Array)[]): Promise<void> {
  const aside = `${path}.${process.pid}${ASIDE}`;
  try {
    const file = await open(aside, 'w');
    try {
      // Not `writev`: on a disk that is nearly full it writes what fits, and returns as if all were well.
      for (const part of parts) {
        await file.writeFile(part);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (cause) {
    await rm(aside, { force: true });
    throw notWritten(path, cause);
  }
}
