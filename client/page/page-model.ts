/** A model as the views use it: its manifest, and its direction vectors. */
import type { Engine } from '@dareka/engine';
import { type LatentModel, latentModel } from '../../latent/face.ts';
import type { Manifest, ModelIndex } from '../../latent/manifest.ts';

export type PageModel = LatentModel & {
  readonly manifest: Manifest;
  readonly tag: string;
  /** The z of the typical face: f32 [latentSize]; null for models published before there was one. */
  readonly typical: Float32Array | null;
  /** The URL of the model's file with that role; null if it has none. */
  fileUrl(role: Manifest['files'][number]['role']): string | null;
};

/** What gives models, for those who cannot have the whole app context. */
export type ModelSource = {
  /** The models of this site. @throws EngineError */
  models(): Promise<ModelIndex>;
  /** The model of that tag; without a tag the default model. @throws EngineError */
  loadModel(tag?: string): Promise<PageModel>;
};

/**
 * @param folder URL of the published models
 * @throws EngineError if the direction vectors cannot be fetched, or are damaged
 */
export async function fetchPageModel(manifest: Manifest, folder: string, engine: Engine): Promise<PageModel> {
  return {
    ...latentModel(manifest, await engine.directions(manifest.tag)),
    manifest,
    tag: manifest.tag,
    typical: manifest.typical === undefined ? null : Float32Array.from(manifest.typical.z),
    fileUrl(role) {
      const file = manifest.files.find((each) => each.role === role);
      return file === undefined ? null : `${folder}${manifest.id}/${file.name}`;
    },
  };
}
