/** The description of training data that a published model carries: a small TOML file beside the data. */
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { exists } from '../../../files/read-optional.ts';
import { UsageError } from '../../command-line.ts';
import { counted } from '../../counted.ts';
import { readToml } from '../../read/toml.ts';

/** Its name in the folder of the data, or of their file. */
const ABOUT = 'about.toml';

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

/** Where the description of data is looked for: in their folder, or beside their file. */
export async function descriptionPlace(data: string): Promise<string> {
  const isFile = (await stat(data).catch(() => undefined))?.isFile() ?? false;
  return join(isFile ? dirname(data) : data, ABOUT);
}

/** The description of data that is there: its path, or undefined where there is none. */
export async function descriptionBeside(data: string | undefined): Promise<string | undefined> {
  const path = data === undefined ? undefined : await descriptionPlace(data);
  return path !== undefined && (await exists(path)) ? path : undefined;
}

/** What is said of data that nobody has described. */
export function undescribed(data: string): DataDescription {
  return {
    name: basename(data),
    licence: 'unknown',
    portraits: 'unknown',
    realPersons: 'unknown',
    description: 'Nobody has described these pictures yet.',
    limits: 'Nobody has said yet what it draws badly.',
  };
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
