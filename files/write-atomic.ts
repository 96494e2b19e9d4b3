/**
 * Writes files and folders so that nobody ever sees half of one: under a temporary name first, renamed when complete.
 * npm's write-file-atomic writes one file from one buffer: no folders, and no parts of a checkpoint one after the other.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from './read-optional.ts';

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

/** Another one at each call, since two writers of one file may run at once, in one process too. */
function temporaryName(path: string): string {
  return `${path}.${randomUUID()}${TEMPORARY_SUFFIX}`;
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

/** Fills a folder under a temporary name and hands it to `place`, which renames it. */
async function fillFolder<T>(
  folder: string,
  fill: (temporary: string) => Promise<T>,
  place: (temporary: string) => Promise<void>,
): Promise<T> {
  const temporary = temporaryName(folder);
  await mkdir(temporary, { recursive: true });
  try {
    const result = await fill(temporary);
    await place(temporary);
    return result;
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true });
    throw cause;
  }
}

/**
 * Makes a folder, fills it under a temporary name and renames it. The folder must not exist yet, or be empty.
 * @param fill writes the content into the temporary folder
 * @throws what `fill` throws; nothing is left behind
 */
export function writeFolderAtomic<T>(folder: string, fill: (temporary: string) => Promise<T>): Promise<T> {
  return fillFolder(folder, fill, (temporary) => rename(temporary, folder));
}

/**
 * Fills a folder under a temporary name and puts it in the place of the old one, if there is one. Between the two renames
 * neither is there, for a moment: Node cannot exchange two folders in one step.
 * @param fill writes the content into the temporary folder
 * @throws what `fill` throws; the old folder is unchanged
 */
export function replaceFolder<T>(folder: string, fill: (temporary: string) => Promise<T>): Promise<T> {
  return fillFolder(folder, fill, async (temporary) => {
    const old = temporaryName(folder);
    await rename(folder, old).catch((cause: unknown) => {
      if (!isMissing(cause)) {
        throw cause;
      }
    });
    try {
      await rename(temporary, folder);
    } catch (cause) {
      await rename(old, folder).catch(() => {});
      throw cause;
    } finally {
      await rm(old, { recursive: true, force: true });
    }
  });
}

/** Removes temporary files of killed processes from a folder. Only for a process that alone may write there. */
export async function removeTemporaryFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (name.endsWith(TEMPORARY_SUFFIX)) {
      await rm(join(folder, name), { force: true });
    }
  }
}
