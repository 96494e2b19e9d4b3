/** A model as the page's views need it: its manifest, and the vectors of its directions. */

import { decodeDirections } from '../../latent/directions.ts';
import type { LatentModel } from '../../latent/face.ts';
import type { Manifest } from '../../latent/manifest.ts';
import { fetchOk } from './fetch-ok.ts';

export type LoadedModel = LatentModel & {
  readonly manifest: Manifest;
  readonly tag: string;
  /** The URL of the file of that role, or of the discriminator's, or null where the model has none. */
  fileUrl(wanted: Wanted): string | null;
};

type Wanted = Manifest['files'][number]['role'] | 'discriminator';

/**
 * @param folder URL of the published models
 * @throws EngineError of kind `network` where the file of the directions does not come
 */
export async function fetchModel(manifest: Manifest, folder: string): Promise<LoadedModel> {
  function fileUrl(wanted: Wanted): string | null {
    const file = manifest.files.find(({ role, name }) =>
      wanted === 'discriminator' ? name === manifest.discriminator?.file : role === wanted,
    );
    return file === undefined ? null : `${folder}${manifest.id}/${file.name}`;
  }
  return {
    manifest,
    tag: manifest.tag,
    latentSize: manifest.latentSize,
    truncation: manifest.prior.truncation,
    directions: await vectors(fileUrl('directions'), manifest.latentSize),
    fileUrl,
  };
}

/** The model's directions, f32 [latentSize] each; none where it has no file of them. */
async function vectors(url: string | null, latentSize: number): Promise<Float32Array[]> {
  if (url === null) {
    return [];
  }
  const response = await fetchOk(url);
  return decodeDirections(await response.arrayBuffer(), latentSize);
}
