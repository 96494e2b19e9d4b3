/** What the view keeps in its address: `/avatars?name=alice&age=old&size=256`. */
import {
  AVATAR_VERSIONS,
  type AvatarModel,
  CURRENT_AVATAR_VERSION,
  wantedOf,
} from '../../../latent/avatar.ts';
import { isModelTag } from '../../../latent/model/manifest.ts';
import { isParameter } from '../../../latent/traits/trait-name.ts';
import { type Traits, withinEdits } from '../../../latent/traits/traits.ts';
import { AVATAR_SIZE, USUAL_SIZES } from '../../../picture/face-sizes.ts';
import type { ChosenVersion } from '../models/avatar-model.ts';
import type { PageRoute } from '../shell/route.ts';
import { type AvatarForm, FORMATS, formsOf, type PictureFormat } from './avatar-forms.ts';

export type AvatarChoice = {
  /** As it was typed. */
  readonly name: string;
  readonly traits: Traits;
  readonly size: (typeof USUAL_SIZES)[number];
  readonly format: PictureFormat;
  readonly form: AvatarForm;
  /** The version whose rule and model keep the face, or `latest`: then it changes when the site gets a better model. */
  readonly version: ChosenVersion;
  /** The tag of the model that draws it; undefined for the model of the version. */
  readonly model: string | undefined;
};

/** The name at first, so that there is a face to look at. */
const FIRST_NAME = 'sam';

const VERSIONS: readonly ChosenVersion[] = [...AVATAR_VERSIONS, 'latest'];

/** The traits and the classes that can be asked of a model. */
type Askable = Pick<AvatarModel, 'named' | 'condition'>;

/** Values that are not known are ignored, and so are traits and classes that the model does not have. */
export function choiceInRoute({ query = {} }: Pick<PageRoute, 'query'>, model: Askable): AvatarChoice {
  const { name = FIRST_NAME, size, format, as, version, model: tag } = query;
  const chosen = VERSIONS.find((each) => each === version) ?? CURRENT_AVATAR_VERSION;
  const wanted = Object.entries(query).filter(
    ([trait, value]) => !isParameter(trait) && canBeAsked(trait, value, model),
  );
  return {
    name,
    traits: withinEdits(Object.fromEntries(wanted), model),
    size: USUAL_SIZES.find((each) => String(each) === size) ?? AVATAR_SIZE,
    format: FORMATS.find((each) => each === format) ?? 'png',
    form: formsOf(chosen).find((each) => each === as) ?? 'url',
    version: chosen,
    model: isModelTag(tag) ? tag : undefined,
  };
}

/** `choiceInRoute` is the inverse. Defaults are left out. */
export function routeOfChoice({ name, traits, size, format, form, version, model }: AvatarChoice): PageRoute {
  const query = {
    name,
    ...Object.fromEntries(Object.entries(traits).map(([trait, value]) => [trait, String(value)])),
    ...(size === AVATAR_SIZE ? {} : { size: String(size) }),
    ...(format === 'png' ? {} : { format }),
    ...(form === 'url' ? {} : { as: form }),
    ...(version === CURRENT_AVATAR_VERSION ? {} : { version }),
    ...(model === undefined ? {} : { model }),
  };
  return { view: 'avatars', code: null, parts: [], query };
}

function canBeAsked(name: string, value: string, model: Askable): boolean {
  try {
    const { ofClass, positions } = wantedOf({ [name]: value }, model);
    return ofClass !== undefined || positions.length > 0;
  } catch {
    // The error is for those who write such an address by hand; here the parameter is ignored.
    return false;
  }
}
