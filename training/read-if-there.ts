/** Files that need not be there. */
import { readFile } from 'node:fs/promises';

/**
 * What a file says, or undefined where there is none.
 * @throws where it cannot be read for another reason
 */
export function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      return undefined;
    }
    throw cause;
  });
}
