/** `/`, `/f/CODE` and the files of the page, and a word to those who lost their way. */
import { Hono } from 'hono';
import type { StoredFile } from './catalog.ts';
import type { Edge, EdgeContext } from './edge.ts';
import { openFace } from './faces.ts';
import { IMMUTABLE, REVALIDATE, serveFile } from './files.ts';
import { methodProblem, Problem } from './problem.ts';
import { present } from './problem-page.ts';
import { sharePage } from './sharing/share-page.ts';
import { fetchPlain, openSite } from './site.ts';

const SHELL = '/page/index.html';

/** The page that writes the HTML of embeds. */
const CONFIGURATOR = '/page/embed.html';

/** Where Vite puts what has a hash of its content in its name. */
const HASHED = '/assets/';

const READING: readonly string[] = ['GET', 'HEAD'];

/** The page for a link that cannot be opened: its script finds the code in the path and explains. */
async function explainingPage(c: EdgeContext, shell: StoredFile, problem: Problem): Promise<Response> {
  const headers = { 'Content-Type': shell.type, 'Cache-Control': 'no-store' };
  return new Response(await fetchPlain(c.env.ASSETS, SHELL, shell), { status: problem.status, headers });
}

export const page = new Hono<Edge>()
  .get('/', async (c) => serveFile(c, await openSite(c.env.ASSETS), SHELL, REVALIDATE))
  .get('/embed', async (c) => serveFile(c, await openSite(c.env.ASSETS), CONFIGURATOR, REVALIDATE))
  .get('/f/:code', async (c) => {
    const site = await openSite(c.env.ASSETS);
    const code = c.req.param('code');
    const shell = site.files.get(SHELL);
    if (shell === undefined) {
      throw new Error(`the site has no ${SHELL}`);
    }
    try {
      return await sharePage(c, shell, SHELL, code, await openFace(c.env.ASSETS, site, code));
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      return present(c, error, () => explainingPage(c, shell, error));
    }
  })
  .all('*', async (c) => {
    const site = await openSite(c.env.ASSETS);
    const { path, method } = c.req;
    if (!site.files.has(`/page${path}`)) {
      const problem = new Problem(
        'not-found',
        `No page, no file and no part of the API has the path ${path}.`,
      );
      return present(c, problem);
    }
    if (!READING.includes(method)) {
      return methodProblem(method, READING).getResponse();
    }
    return serveFile(c, site, `/page${path}`, path.startsWith(HASHED) ? IMMUTABLE : REVALIDATE);
  });
