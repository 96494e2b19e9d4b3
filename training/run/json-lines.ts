/** Files of one JSON value a line, appended to while a run goes on. */
import { open, truncate } from 'node:fs/promises';
import type * as v from 'valibot';
import { readOptional, readOptionalBytes } from '../../files/read-optional.ts';
import { writeError } from '../../files/write-atomic.ts';
import { parseJson } from '../read/parse.ts';

const NEWLINE = 10;

/**
 * The values of a file; none where there is no file yet. A last line without a newline is still being written or was left by a killed process, and
 * is not among them.
 * @throws where a line is damaged
 */
export async function readJsonLines<S extends v.GenericSchema>(
  path: string,
  schema: S,
): Promise<v.InferOutput<S>[]> {
  const text = (await readOptional(path)) ?? '';
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
    .map((line) => parseJson(schema, line, path));
}

/** Appends values and flushes them to disk. */
export async function appendJsonLines(path: string, values: readonly unknown[]): Promise<void> {
  try {
    const file = await open(path, 'a');
    try {
      await file.writeFile(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw writeError(path, cause);
  }
}

/** The same for one value, in a file whose last line may be the half of one that a killed process or a full disk left: it is removed. */
export async function appendJsonLine(path: string, value: unknown): Promise<void> {
  await removeHalfLine(path);
  await appendJsonLines(path, [value]);
}

async function removeHalfLine(path: string): Promise<void> {
  const bytes = await readOptionalBytes(path);
  if (bytes !== undefined && bytes.length > 0 && bytes.at(-1) !== NEWLINE) {
    await truncate(path, bytes.lastIndexOf(NEWLINE) + 1);
  }
}
