/** `GET /avatars?name=alice`: the view of the page that gives a name its face. Its card shows that face. */
import * as v from 'valibot';
import { AVATAR_VERSIONS, CURRENT_AVATAR_VERSION } from '../../latent/avatar.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import { nameSchema, openAvatars, readTraits, traitsOfModel } from '../avatar.ts';
import { isDrawable } from '../drawing/generators.ts';
import type { WorkerContext } from '../env.ts';
import { openFace } from '../face.ts';
import { faceText } from '../face-text.ts';
import { Problem } from '../http/problem.ts';
import { route } from '../route.ts';
import { type DocumentHead, defaultCard, serveDocument } from './document.ts';

const PATH = '/avatars';

/** The model that the view's address names; undefined where it names none, or one that this site does not have. */
function namedModel(c: WorkerContext): Manifest | undefined {
  const { model } = c.req.query();
  return [...c.var.site.models.values()].find(({ tag }) => tag === model);
}

/**
 * The view's own address, and the card of the face that it shows. As in the view, what the site or the model does not have is ignored.
 *
 * @throws Problem where a trait is given twice
 */
async function headOf(c: WorkerContext, name: string): Promise<DocumentHead> {
  const { site } = c.var;
  const { version } = c.req.query();
  const named = namedModel(c);
  const kept =
    version === 'latest'
      ? undefined
      : (AVATAR_VERSIONS.find((each) => each === version) ?? CURRENT_AVATAR_VERSION);
  const usual = kept && site.avatarModels.get(kept);
  const model = named ?? usual ?? site.defaultModel;
  const traits = traitsOfModel(readTraits(c, model), model);
  const codeOf = await openAvatars(site, model, traits, 'query');
  const query = new URLSearchParams({
    name,
    ...Object.fromEntries(Object.entries(traits).map(([trait, value]) => [trait, String(value)])),
    ...(kept === CURRENT_AVATAR_VERSION ? {} : { version: kept ?? 'latest' }),
    ...(named === undefined ? {} : { model: named.tag }),
  });
  const code = codeOf(name);
  return {
    path: `${PATH}?${query}`,
    card: isDrawable(model) ? `/f/${code}/card.png` : undefined,
    alt: faceText(await openFace(site, code), 'en').alt,
  };
}

export const getAvatarsPage = route({
  method: 'get',
  path: PATH,
  async handle(c) {
    const name = v.safeParse(nameSchema, c.req.query('name'));
    let head: DocumentHead = { path: PATH, card: defaultCard(c.var.site) };
    if (name.success) {
      try {
        head = await headOf(c, name.output);
      } catch (error) {
        if (!(error instanceof Problem)) {
          throw error;
        }
      }
    }
    return serveDocument(c, `/page${PATH}.html`, head);
  },
});
