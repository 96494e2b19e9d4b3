/** Published models as benchmarks open them, from the command line. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeDirections } from '../../latent/directions.ts';
import { type Manifest, parseManifest } from '../../latent/model/manifest.ts';

const MODELS = join(import.meta.dirname, '..', '..', 'models');

export type PublishedGenerator = {
  readonly manifest: Manifest;
  /** The bytes of generator.weights. */
  readonly weights: ArrayBuffer;
  /** Unit vectors, f32 [latentSize] each; none where the model has none. */
  readonly directions: readonly Float32Array[];
};

/**
 * @param folders of published models; without any, all those in models/
 * @throws Error if one has no manifest or no weights
 */
export async function readPublishedGenerators(folders: readonly string[]): Promise<PublishedGenerator[]> {
  return Promise.all((folders.length > 0 ? folders : await allModels()).map(read));
}

async function allModels(): Promise<string[]> {
  const entries = await readdir(MODELS, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(MODELS, name));
}

async function read(folder: string): Promise<PublishedGenerator> {
  const manifest = parseManifest(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const weights = Uint8Array.from(await readFile(join(folder, 'generator.weights'))).buffer;
  const file = manifest.files.find(({ role }) => role === 'directions');
  const directions =
    file === undefined
      ? []
      : decodeDirections(
          Uint8Array.from(await readFile(join(folder, file.name))).buffer,
          manifest.latentSize,
        );
  return { manifest, weights, directions };
}
