/** What the wall keeps in its address: `#faces/smile+.age-/a82bcb` is a filter, and the tag of a model that is not the default one. */
import { isModelTag } from '../../../latent/model/manifest.ts';
import type { PageRoute } from '../shell/route.ts';

/** Which random faces the wall shows. */
export type WallChoice = {
  /** In the form of `parseFilter`; empty for none. */
  readonly filter: string;
  /** The tag of the model that draws the faces; undefined for the default one. */
  readonly model: string | undefined;
};

const FAVOURITES = 'favourites';

/** The wall with the favourites in place of random faces. */
export const FAVOURITES_ROUTE: PageRoute = { view: 'faces', code: null, parts: [FAVOURITES] };

export function showsFavourites({ parts }: Pick<PageRoute, 'parts'>): boolean {
  return parts[0] === FAVOURITES;
}

/** A model that is no tag is ignored. */
export function wallInRoute({ parts: [filter = '', model] }: Pick<PageRoute, 'parts'>): WallChoice {
  return { filter, model: isModelTag(model) ? model : undefined };
}

/** `wallInRoute` is the inverse. */
export function routeOfWall({ filter, model }: WallChoice): PageRoute {
  const filtered = filter === '' ? [] : [filter];
  return { view: 'faces', code: null, parts: model === undefined ? filtered : [filter, model] };
}
