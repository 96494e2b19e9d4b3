/** The conditional models of this site. */
import { fetchJson } from '@dareka/engine';
import type { Condition } from '../../latent/condition-schema.ts';
import { type Manifest, parseManifest } from '../../latent/manifest.ts';
import type { ModelSource } from './page-model.ts';

/** The URL of the published models. */
const MODELS = '/models/';

export type ConditionalManifest = Manifest & { readonly condition: Condition };

function manifestOf(id: string): string {
  return `${MODELS}${id}/manifest.json`;
}

function isConditional(manifest: Manifest): manifest is ConditionalManifest {
  return manifest.condition !== undefined;
}

/**
 * The manifests of all conditional models, the newest first. Without a network those that are stored.
 *
 * @throws EngineError where none can be read
 */
export async function conditionalModels(source: Pick<ModelSource, 'models'>): Promise<ConditionalManifest[]> {
  const { models } = await source.models();
  const read = await Promise.allSettled(
    models.toReversed().map((id) => fetchJson(manifestOf(id), parseManifest)),
  );
  const manifests = read.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  if (manifests.length === 0) {
    throw (read[0] as PromiseRejectedResult).reason;
  }
  return manifests.filter(isConditional);
}

/** The tag of the newest one, and the URLs that tell which it is; undefined where there is none. @throws EngineError */
export async function newestConditional(
  source: Pick<ModelSource, 'models'>,
): Promise<{ readonly tag: string; readonly files: readonly string[] } | undefined> {
  const { models } = await source.models();
  for (const id of models.toReversed()) {
    const manifest = await fetchJson(manifestOf(id), parseManifest);
    if (isConditional(manifest)) {
      return { tag: manifest.tag, files: [`${MODELS}index.json`, manifestOf(id)] };
    }
  }
  return undefined;
}
