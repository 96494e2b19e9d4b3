/** The description of training data that a published model carries: a small TOML file beside the data. */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { parseToml } from '../parse.ts';

const UNKNOWN = v.literal('unknown');
const aboutSchema = v.strictObject({
  name: v.string(),
  /** An SPDX licence identifier, which is also the licence of the weights. */
  licence: v.string(),
  portraits: v.union(
    [v.pipe(v.number(), v.integer(), v.minValue(1)), UNKNOWN],
    'write a whole number of at least 1, or "unknown"',
  ),
  /** Whether a photograph of a real person is among the pictures; "unknown" is published as true. */
  realPersons: v.union([v.boolean(), UNKNOWN], 'write true, false or "unknown"'),
  description: v.string(),
  limits: v.string(),
});
export type DataDescription = v.InferOutput<typeof aboutSchema>;

/**
 * Reads the file.
 * @throws with the keys that are missing, unknown or of the wrong type
 */
export async function readDataDescription(path: string): Promise<DataDescription> {
  return parseToml(aboutSchema, await readFile(path, 'utf8'), path);
}
