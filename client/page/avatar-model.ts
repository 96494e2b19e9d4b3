/** The model by which names have their faces. */
import { AVATAR_RULE } from '../../latent/avatar.ts';
import { tagOf } from '../../latent/manifest.ts';
import type { ModelSource, PageModel } from './page-model.ts';

/** The tag of the model that `/a/v1/NAME` keeps; undefined where it is the default one. @throws EngineError */
export async function keptAvatarTag({ models }: ModelSource): Promise<string | undefined> {
  const index = await models();
  const kept = index.avatars?.[AVATAR_RULE];
  return kept === undefined || kept === index.default ? undefined : tagOf(kept);
}

/** The tag of the model that `loadAvatarModel` loads. @throws EngineError */
export async function avatarTag(source: ModelSource, stays: boolean): Promise<string> {
  const kept = stays ? await keptAvatarTag(source) : undefined;
  return kept ?? tagOf((await source.models()).default);
}

/**
 * @param stays the model that `/a/v1/NAME` keeps, or else the default one
 * @throws EngineError
 */
export async function loadAvatarModel(source: ModelSource, stays: boolean): Promise<PageModel> {
  return source.loadModel(stays ? await keptAvatarTag(source) : undefined);
}
