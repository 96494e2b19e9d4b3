/** What a published model has to say of its training data: a small TOML file that goes with the data. */
import { readFile } from 'node:fs/promises';
import { parse } from 'smol-toml';
import * as v from 'valibot';

const AboutSchema = v.strictObject({
  name: v.string(),
  /** An SPDX licence identifier, which the weights take over. */
  licence: v.string(),
  portraits: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Whether a photograph of a real person is among the pictures. */
  realPersons: v.boolean(),
  description: v.string(),
  limits: v.string(),
});
export type About = v.InferOutput<typeof AboutSchema>;

/** Reads the file; throws with the keys that are missing, unknown or of the wrong type. */
export const readAbout = async (path: string): Promise<About> => {
  const result = v.safeParse(AboutSchema, parse(await readFile(path, 'utf8')));
  if (result.success) return result.output;
  const lines = result.issues.map((issue) => `${v.getDotPath(issue) ?? '(the file)'}: ${issue.message}`);
  throw new Error(`${path}: ${lines.join('\n')}`);
};
