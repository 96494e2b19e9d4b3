/** What the wall keeps in its address: `#faces/smile+.age-/a82bcb` is a filter, and the tag of a model that is not the default one. */
import { isModelTag } from '../../../latent/manifest.ts';

export type WallRoute = {
  /** In the form of `parseFilter`; empty for none. */
  readonly filter: string;
  /** The tag of the model that draws the faces; undefined for the default one. */
  readonly model: string | undefined;
};

/** What is no tag is ignored. */
export function wallRouteIn([filter = '', model]: readonly string[]): WallRoute {
  return { filter, model: isModelTag(model) ? model : undefined };
}

/** The parts of the address; `wallRouteIn` is the inverse. */
export function partsOfWall({ filter, model }: WallRoute): string[] {
  if (model !== undefined) {
    return [filter, model];
  }
  return filter === '' ? [] : [filter];
}
