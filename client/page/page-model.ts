/** A model as the views use it: its manifest, and its direction vectors. */
import { fetchOk } from '@dareka/engine';
import { decodeDirections } from '../../latent/directions.ts';
import type { LatentModel } from '../../latent/face.ts';
import type { Manifest } from '../../latent/manifest.ts';

export type PageModel = LatentModel & {
  readonly manifest: Manifest;
  readonly tag: string;
  /** The URL of the model's file with that role; null if it has none. */
  fileUrl(role: FileRole): string | null;
};

/** The discriminator's file has no role in the manifest, only a name. */
type FileRole = Manifest['files'][number]['role'] | 'discriminator';

/**
 * @param folder URL of the published models
 * @throws EngineError of kind `network` if the directions cannot be fetched
 */
export async function fetchPageModel(manifest: Manifest, folder: string): Promise<PageModel> {
  function fileUrl(wanted: FileRole): string | null {
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
    directions: await fetchDirections(fileUrl('directions'), manifest.latentSize),
    fileUrl,
  };
}

/** @returns a unit vector f32 [latentSize] per direction of the manifest; none if the model has no such file */
async function fetchDirections(url: string | null, latentSize: number): Promise<Float32Array[]> {
  if (url === null) {
    return [];
  }
  const response = await fetchOk(url);
  return decodeDirections(await response.arrayBuffer(), latentSize);
}
