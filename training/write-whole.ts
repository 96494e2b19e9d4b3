/** Files that are there whole or not at all. */
import { open, rename, rm } from 'node:fs/promises';

/**
 * Writes a file aside, flushes it to disk and renames it over the old one, so that nobody ever sees half of it.
 * @param parts what the file holds, in order
 */
export const writeWhole = async (path: string, ...parts: readonly (string | Uint8Array)[]): Promise<void> => {
  const aside = `${path}.${process.pid}.part`;
  try {
    const file = await open(aside, 'w');
    try {
      await file.writev(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (cause) {
    await rm(aside, { force: true });
    throw cause;
  }
};
