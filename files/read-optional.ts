/** Files that need not exist. */
import { readFile } from 'node:fs/promises';

/**
 * The bytes of a file, or undefined where there is no such file.
 * @throws where it cannot be read for another reason
 */
export function readOptionalBytes(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((cause: unknown) => {
    if (isMissing(cause)) {
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
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
