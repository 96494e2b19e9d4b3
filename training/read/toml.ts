/** TOML files that people write: recipes, plans, descriptions of data. */
import { readFile, stat } from 'node:fs/promises';
import type * as v from 'valibot';
import { expectAtMost } from '../data/limits.ts';
import { parseToml } from './parse.ts';

/** The largest of ours has 3 kB. */
const LARGEST = 2 ** 20;

/**
 * Reads a file of at most 1 MiB.
 * @throws Error that names the file, where it is larger, not TOML, or does not follow the schema
 */
export async function readToml<S extends v.GenericSchema>(
  schema: S,
  path: string,
): Promise<v.InferOutput<S>> {
  expectAtMost(LARGEST, (await stat(path)).size, path);
  return parseToml(schema, await readFile(path, 'utf8'), path);
}
