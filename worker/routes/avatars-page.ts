/** `GET /avatars?name=alice`: the view of the page that gives a name its face. Its card shows that face. */
import * as v from 'valibot';
import type { Manifest } from '../../latent/manifest.ts';
import { modelOr, nameSchema, openAvatars, readTraits } from '../avatar.ts';
import { isDrawable } from '../drawing/generators.ts';
import type { WorkerContext } from '../env.ts';
import { Problem } from '../http/problem.ts';
import { route } from '../route.ts';
import { type DocumentHead, defaultCard, serveDocument } from './document.ts';

const PATH = '/avatars';

/** The model of the view's address: the one that it names, the site's (`version=latest`), or that of `/a/v1/NAME`. */
function modelOf(c: WorkerContext): Manifest {
  const { site } = c.var;
  const { model, version } = c.req.query();
  return model === undefined && version !== 'latest' && site.avatarModel !== undefined
    ? site.avatarModel
    : modelOr(site, model);
}

/**
 * The view's own address, and the card of the face that it shows.
 *
 * @throws Problem where the query asks for what this site has not
 */
async function headOf(c: WorkerContext, name: string): Promise<DocumentHead> {
  const model = modelOf(c);
  const traits = readTraits(c);
  const codeOf = await openAvatars(c.var.site, model, traits, 'query');
  const { model: named, version } = c.req.query();
  const query = new URLSearchParams({
    name,
    ...Object.fromEntries(Object.entries(traits).map(([trait, value]) => [trait, String(value)])),
    ...(version === 'latest' ? { version } : {}),
    ...(named === undefined ? {} : { model: named }),
  });
  return {
    path: `${PATH}?${query}`,
    card: isDrawable(model) ? `/f/${codeOf(name)}/card.png` : undefined,
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
        // The view, too, ignores what it does not understand in its address.
        if (!(error instanceof Problem)) {
          throw error;
        }
      }
    }
    return serveDocument(c, `/page${PATH}.html`, head);
  },
});
