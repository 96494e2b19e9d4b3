/** Where a generator came from that was trained elsewhere: a run that goes on from it keeps this beside its recipe. */
import { basename, join } from 'node:path';
import * as v from 'valibot';
import type { Manifest } from '../../latent/manifest.ts';
import { sha256 } from '../publish/models.ts';
import { readIfThere } from '../read-if-there.ts';
import { writeWhole } from '../write-whole.ts';

export type Origin = NonNullable<Manifest['origin']>;

const OriginSchema = v.object({
  format: v.picklist(['pytorch', 'onnx']),
  file: v.string(),
  sha256: v.string(),
});

export const originOf = (format: Origin['format'], path: string, bytes: Uint8Array): Origin => ({
  format,
  file: basename(path),
  sha256: sha256(bytes),
});

const pathOf = (folder: string): string => join(folder, 'origin.json');

/** What a run says of its origin; undefined where it began as fresh weights. */
export const readOrigin = async (folder: string): Promise<Origin | undefined> => {
  const text = await readIfThere(pathOf(folder));
  return text === undefined ? undefined : v.parse(OriginSchema, JSON.parse(text));
};

export const writeOrigin = (folder: string, origin: Origin): Promise<void> =>
  writeWhole(pathOf(folder), `${JSON.stringify(origin, null, 2)}\n`);
