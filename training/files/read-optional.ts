/** Files that need not exist. */
import { readFile } from 'node:fs/promises';

/**
 * The text of a file, or undefined where there is no such file.
 * @throws where it cannot be read for another reason
 */
export function readOptional(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    if (isMissing(cause)) {
      return undefined;
    }
    throw cause;
  });
}

/** Whether an error says that there is no such file. */
export function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
