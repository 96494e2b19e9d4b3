/** The model by which names have their faces. */
import { fetchOk } from '@dareka/engine';
import { AVATAR_RULE } from '../../latent/avatar.ts';
import type { ModelIndex } from '../../latent/manifest.ts';
import type { ModelSource, PageModel } from './page-model.ts';

/**
 * @param stays the model that `/a/v1/NAME` keeps, or else the default one
 * @throws EngineError
 */
export async function loadAvatarModel(
  { prepare, loadModel }: ModelSource,
  stays: boolean,
): Promise<PageModel> {
  if (!stays) {
    return loadModel();
  }
  // The engine checks the same file against its schema.
  const index: ModelIndex = await (await fetchOk('/models/index.json')).json();
  const { tag } = await prepare();
  const kept = index.avatars?.[AVATAR_RULE];
  return loadModel(kept === undefined || kept.endsWith(tag) ? undefined : kept.slice(-tag.length));
}
