/** The measurements of a published model, for the same generator with other files beside it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeDirections } from '../../latent/directions.ts';
import { TAG_LENGTH } from '../../latent/model/manifest.ts';
import { UsageError } from '../command-line.ts';
import { readManifest } from '../read/manifest.ts';
import type { Measured } from './measure.ts';
import { sha256 } from './models.ts';

/**
 * @param folder of a published model
 * @param generator the bytes of the generator.onnx that is about to be published
 * @throws UsageError where the folder has another generator; Error where it has no manifest
 */
export async function readMeasured(folder: string, generator: Uint8Array): Promise<Measured> {
  const { tag, latentSize, files, ...manifest } = await readManifest(folder);
  const wanted = sha256(generator).slice(0, TAG_LENGTH);
  if (tag !== wanted) {
    throw new UsageError(`--measured: ${folder} has the generator ${tag}, and this is ${wanted}`);
  }
  const vectors = files.find(({ role }) => role === 'directions');
  const { directions, labels, traits, arithmetic, turns, typical, evaluation, condition } = manifest;
  const classes = condition?.measured;
  const measured = { labels, traits, arithmetic, turns, typical, evaluation, classes };
  return {
    directions,
    ...Object.fromEntries(Object.entries(measured).filter(([, value]) => value !== undefined)),
    vectors:
      vectors === undefined
        ? []
        : decodeDirections(Uint8Array.from(await readFile(join(folder, vectors.name))).buffer, latentSize),
  };
}
