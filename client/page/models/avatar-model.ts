/** The model by which names have their faces. It need not be the default one. */
import { type AvatarVersion, CURRENT_AVATAR_VERSION } from '../../../latent/avatar.ts';
import { tagOf } from '../../../latent/model/manifest.ts';
import type { ModelSource, PageModel } from './page-model.ts';

/** A version of the rule, whose addresses keep their model, or `latest`, whose model is the default one. */
export type ChosenVersion = AvatarVersion | 'latest';

/**
 * The tag of the model that this site pins for a version.
 *
 * @returns undefined where that is the default model
 * @throws EngineError
 */
export async function pinnedAvatarTag(
  { models }: ModelSource,
  version: AvatarVersion = CURRENT_AVATAR_VERSION,
): Promise<string | undefined> {
  const index = await models();
  const pinned = index.avatars?.[version];
  return pinned === undefined || pinned === index.default ? undefined : tagOf(pinned);
}

/** The tag of the model that `loadAvatarModel` loads. @throws EngineError */
export async function avatarTag(source: ModelSource, version: ChosenVersion): Promise<string> {
  const pinned = version === 'latest' ? undefined : await pinnedAvatarTag(source, version);
  return pinned ?? tagOf((await source.models()).default);
}

/** @throws EngineError */
export async function loadAvatarModel(source: ModelSource, version: ChosenVersion): Promise<PageModel> {
  return source.loadModel(version === 'latest' ? undefined : await pinnedAvatarTag(source, version));
}
