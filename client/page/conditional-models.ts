/** The conditional models of this site. */
import type { Condition } from '../../latent/condition-schema.ts';
import type { Manifest } from '../../latent/manifest.ts';
import { MODEL_INDEX, type ModelSource, manifestUrl } from './page-model.ts';

export type ConditionalManifest = Manifest & { readonly condition: Condition };

export function isConditional(manifest: Manifest): manifest is ConditionalManifest {
  return manifest.condition !== undefined;
}

/** The tag of the newest one, and the URLs that tell which it is; undefined where there is none. @throws EngineError */
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
