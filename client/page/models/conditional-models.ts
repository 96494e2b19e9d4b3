/** The conditional models of this site. */
import type { Condition } from '../../../latent/condition/condition-schema.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { MODEL_INDEX, type ModelSource, manifestUrl, publishedManifests } from './page-model.ts';

export type ConditionalManifest = Manifest & { readonly condition: Condition };

export function isConditional(manifest: Manifest): manifest is ConditionalManifest {
  return manifest.condition !== undefined;
}

/**
 * The manifests of the conditional models of this site, as `publishedManifests` has them.
 *
 * @param asked the tag of a model; where it is none of the site's, such as one that was trained on this device, it comes last
 * @throws EngineError where none can be read
 */
export async function conditionalModels(source: ModelSource, asked?: string): Promise<ConditionalManifest[]> {
  const published = await publishedManifests(source);
  const isOther = asked !== undefined && !published.some(({ tag }) => tag === asked);
  const others = isOther ? await manifestIfAny(source, asked) : [];
  return [...published, ...others].filter(isConditional);
}

/** The manifest of a model, in a list; an empty list where neither the site nor this device has it. */
async function manifestIfAny(source: ModelSource, tag: string): Promise<Manifest[]> {
  return source.loadModel(tag).then(
    ({ manifest }) => [manifest],
    () => [],
  );
}

/** The tag of the newest conditional model, and the URLs of the files that were read to find it; undefined where there is none. @throws EngineError */
export async function newestConditional(
  source: Pick<ModelSource, 'models' | 'manifest'>,
): Promise<{ readonly tag: string; readonly files: readonly string[] } | undefined> {
  const { models } = await source.models();
  for (const id of models.toReversed()) {
    const manifest = await source.manifest(id);
    if (isConditional(manifest)) {
      return { tag: manifest.tag, files: [MODEL_INDEX, manifestUrl(id)] };
    }
  }
  return undefined;
}
