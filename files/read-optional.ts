/** Files that need not exist. */
import { readFile, stat } from 'node:fs/promises';

/**
 * The bytes of a file, or undefined where there is no such file.
 * @throws where it cannot be read for another reason
 */
export function readOptionalBytes(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((cause: unknown) => {
    // Where a part of the path is a file, there is nothing below it.
    if (isMissing(cause) || hasCode(cause, 'ENOTDIR')) {
      return undefined;
    }
    throw cause;
  });
}

/** The same as text, in UTF-8. */
export async function readOptional(path: string): Promise<string | undefined> {
  return (await readOptionalBytes(path))?.toString('utf8');
}

/** Whether an error says that there is no such file. */
export function isMissing(cause: unknown): boolean {
  return hasCode(cause, 'ENOENT');
}

function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}

/** Whether there is a file or a folder; false where that cannot be found out. */
export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
