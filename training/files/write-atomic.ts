/** Writes files and folders so that nobody ever sees half of one: under a temporary name first, renamed when complete. */
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What the system's error codes mean to a person who waits for a file. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it is larger than a file of this process may be (ulimit -f)',
  EROFS: 'the disk is read-only',
  EACCES: 'this user may not write there',
};

/** An error that names the file that could not be written, and why. */
export function writeError(path: string, cause: unknown): Error {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = REASONS[code];
  return new Error(`${path} could not be written${reason ? `: ${reason}` : ''}`, { cause });
}

/** Temporary names end with this, so that what a killed process left behind can be found. */
export const TEMPORARY_SUFFIX = '.part';

function temporaryName(path: string): string {
  return `${path}.${process.pid}${TEMPORARY_SUFFIX}`;
}

/**
 * Writes a file under a temporary name, flushes it to disk and renames it over the old one.
 * @param parts the file's content, in order
 * @throws Error that names the file and the reason; the old file is unchanged
 */
export async function writeAtomic(path: string, ...parts: readonly (string | Uint8Array)[]): Promise<void> {
  const temporary = temporaryName(path);
  try {
    const file = await open(temporary, 'w');
    try {
      // Not `writev`: on a nearly full disk it writes what fits and returns without an error.
      for (const part of parts) {
        await file.writeFile(part);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw writeError(path, cause);
  }
}

/**
 * Makes a folder, fills it under a temporary name and renames it. The folder must not exist yet, or be empty.
 * @param fill writes the content into the temporary folder
 * @throws what `fill` throws; nothing is left behind
 */
export async function writeFolderAtomic<T>(
  folder: string,
  fill: (temporary: string) => Promise<T>,
): Promise<T> {
  const temporary = temporaryName(folder);
  await mkdir(temporary, { recursive: true });
  try {
    const result = await fill(temporary);
    await rename(temporary, folder);
    return result;
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true });
    throw cause;
  }
}

/** Removes temporary files of killed processes from a folder. Only for a process that alone may write there. */
export async function removeTemporaryFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (name.endsWith(TEMPORARY_SUFFIX)) {
      await rm(join(folder, name), { force: true });
    }
  }
}
