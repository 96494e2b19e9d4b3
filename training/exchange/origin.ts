/** The origin of a generator that was trained elsewhere, which a run that started from it stores beside its recipe. */
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { readOptional } from '../../files/read-optional.ts';
import { writeAtomic } from '../../files/write-atomic.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import { sha256 } from '../publish/models.ts';
import { parseJson } from '../read/parse.ts';

export type Origin = NonNullable<Manifest['origin']>;

const originSchema = v.object({
  format: v.picklist(['pytorch', 'onnx']),
  file: v.string(),
  sha256: v.string(),
});

export function originOf(format: Origin['format'], path: string, bytes: Uint8Array): Origin {
  return {
    format,
    file: basename(path),
    sha256: sha256(bytes),
  };
}

function pathOf(folder: string): string {
  return join(folder, 'origin.json');
}

/** The origin of a run; undefined where it started from initial weights. */
export async function readOrigin(folder: string): Promise<Origin | undefined> {
  const text = await readOptional(pathOf(folder));
  return text === undefined ? undefined : parseJson(originSchema, text, pathOf(folder));
}

export function writeOrigin(folder: string, origin: Origin): Promise<void> {
  return writeAtomic(pathOf(folder), `${JSON.stringify(origin, null, 2)}\n`);
}
