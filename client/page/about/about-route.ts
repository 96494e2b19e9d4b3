/**
 * A model in the address: `#about/TAG`; with its whole card, `#about/TAG/card`; compared with another model, `#about/TAG/OTHER`. Without a
 * tag it is the model of the face on screen, or the default one.
 */
import { decodeFaceOrNull } from '../../../latent/code/code.ts';
import { isModelTag } from '../../../latent/model/manifest.ts';
import type { PageRoute } from '../shell/route.ts';

export type AboutRoute = {
  readonly tag: string | undefined;
  /** The model that it is compared with. */
  readonly other: string | undefined;
  readonly isCard: boolean;
};

export function aboutInRoute({ code, parts }: PageRoute): AboutRoute {
  const [tag, other] = parts.filter(isModelTag);
  const ofFace = code === null ? undefined : decodeFaceOrNull(code)?.model;
  return { tag: tag ?? ofFace, other, isCard: parts.includes('card') };
}

/** @param code of the face on screen, which stays there */
export function routeOfAbout(tag: string, code: string | null, part?: string): PageRoute {
  return { view: 'about', code, parts: part === undefined ? [tag] : [tag, part] };
}
