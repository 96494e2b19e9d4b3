/** A model as the views use it: its manifest, and its direction vectors. */
import type { Engine } from '@dareka/engine';
import { type LatentModel, latentModel } from '../../../latent/face.ts';
import type { Manifest, ModelIndex } from '../../../latent/model/manifest.ts';

export type PageModel = LatentModel & {
  readonly manifest: Manifest;
  readonly tag: string;
  /** The z of the typical face: f32 [latentSize]; null for models published before there was one. */
  readonly typical: Float32Array | null;
  /** The URL of the model's file with that role; null if it has none. */
  fileUrl(role: FileRole): string | null;
};

type FileRole = Manifest['files'][number]['role'];

/** The folder of the published models, and the files in it that say which there are. */
export const MODELS = '/models/';
export const MODEL_INDEX = `${MODELS}index.json`;
export function manifestUrl(id: string): string {
  return `${MODELS}${id}/manifest.json`;
}

/** The URL of a model's file with that role; null if it has none. */
export function modelFileUrl({ id, files }: Manifest, role: FileRole): string | null {
  const file = files.find((each) => each.role === role);
  return file === undefined ? null : `${MODELS}${id}/${file.name}`;
}

/** The size of the discriminator that was published with a model, in bytes; undefined without one. */
export function discriminatorBytes({ files, discriminator }: Manifest): number | undefined {
  return files.find(({ name }) => name === discriminator?.file)?.bytes;
}

/** The part of the app context that loads models. */
export type ModelSource = {
  /** The models of this site. @throws EngineError */
  models(): Promise<ModelIndex>;
  /** The manifest of the model of that id. @throws EngineError */
  manifest(id: string): Promise<Manifest>;
  /** The model of that tag; without a tag the default model. @throws EngineError */
  loadModel(tag?: string): Promise<PageModel>;
};

/**
 * The manifests of all models of this site, the newest first; without a network, of those whose manifest is stored.
 *
 * @throws EngineError where none can be read
 */
export async function publishedManifests(
  source: Pick<ModelSource, 'models' | 'manifest'>,
): Promise<Manifest[]> {
  const { models } = await source.models();
  const read = await Promise.allSettled(models.toReversed().map((id) => source.manifest(id)));
  const manifests = read.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  if (manifests.length === 0) {
    throw (read[0] as PromiseRejectedResult).reason;
  }
  return manifests;
}

/** The model of a manifest. @throws EngineError if the direction vectors cannot be fetched, or are damaged */
export async function fetchPageModel(manifest: Manifest, engine: Engine): Promise<PageModel> {
  return {
    ...latentModel(manifest, await engine.directions(manifest.tag)),
    manifest,
    tag: manifest.tag,
    typical: manifest.typical === undefined ? null : Float32Array.from(manifest.typical.z),
    fileUrl: (role) => modelFileUrl(manifest, role),
  };
}
