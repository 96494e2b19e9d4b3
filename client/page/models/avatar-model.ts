/** The model by which names have their faces. */
import { AVATAR_RULE, type AvatarVersion } from '../../../latent/avatar.ts';
import { tagOf } from '../../../latent/manifest.ts';
import type { ModelSource, PageModel } from './page-model.ts';

/** Which model gives a name its face: the one that addresses with a version keep, or whichever is the default one. */
export type ChosenVersion = AvatarVersion | 'latest';

/** The tag of the model that `/a/v2/NAME` keeps, or of an older version's; undefined where it is the default one. @throws EngineError */
export async function keptAvatarTag(
  { models }: ModelSource,
  version: AvatarVersion = AVATAR_RULE,
): Promise<string | undefined> {
  const index = await models();
  const kept = index.avatars?.[version];
  return kept === undefined || kept === index.default ? undefined : tagOf(kept);
}

/** The tag of the model that `loadAvatarModel` loads. @throws EngineError */
export async function avatarTag(source: ModelSource, version: ChosenVersion): Promise<string> {
  const kept = version === 'latest' ? undefined : await keptAvatarTag(source, version);
  return kept ?? tagOf((await source.models()).default);
}

/** @throws EngineError */
export async function loadAvatarModel(source: ModelSource, version: ChosenVersion): Promise<PageModel> {
  return source.loadModel(version === 'latest' ? undefined : await keptAvatarTag(source, version));
}
