/** The description of training data that a published model carries: a small TOML file beside the data. */
import * as v from 'valibot';
import { UsageError } from '../command-line.ts';
import { counted } from '../counted.ts';
import { readToml } from '../read-toml.ts';

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
  return readToml(aboutSchema, path);
}

/**
 * The description, with the number of pictures that a run was trained on in place of its own.
 * @param path of the description, for messages
 * @param pictures of the run; undefined where it is not known
 * @param tell receives what was changed, as a sentence
 * @throws UsageError where the text claims another number
 */
export function withPictures(
  about: DataDescription,
  path: string,
  pictures: number | undefined,
  tell: (message: string) => void,
): DataDescription {
  const { portraits, description, limits } = about;
  if (pictures === undefined || portraits === pictures) {
    return about;
  }
  const run = `the run was trained on ${counted(pictures, 'picture')}`;
  if (portraits !== 'unknown') {
    const claimed = [portraits.toLocaleString('en'), String(portraits)].find((number) =>
      `${description} ${limits}`.split(/[^\d,.]+/).some((word) => word.replace(/[,.]+$/, '') === number),
    );
    if (claimed !== undefined) {
      throw new UsageError(
        `${path}: its text says ${claimed}, but ${run}; correct it, or leave the number out`,
      );
    }
    tell(`${run}, which the card says in place of the ${portraits.toLocaleString('en')} of ${path}`);
  }
  return { ...about, portraits: pictures };
}
