/** `/`, `/embed` and the files of the page; every other path is a problem. */
import { CACHE_YEAR, REVALIDATE } from '../http/cache-control.ts';
import { methodNotAllowed, Problem } from '../http/problem.ts';
import { negotiateProblem } from '../http/problem-page.ts';
import { route } from '../route.ts';
import { serveFile } from '../site/serve-file.ts';

/** The page, in the site. */
export const PAGE = '/page/index.html';
/** The page that writes the HTML of embeds. */
const EMBED_CONFIGURATOR = '/page/embed.html';

/** Where Vite puts what has a hash of its content in its name. */
const HASHED = '/assets/';

const READING: readonly string[] = ['GET', 'HEAD'];

export const getHome = route({ method: 'get', path: '/', handle: (c) => serveFile(c, PAGE, REVALIDATE) });

export const getEmbedConfigurator = route({
  method: 'get',
  path: '/embed',
  handle: (c) => serveFile(c, EMBED_CONFIGURATOR, REVALIDATE),
});

/** Has to be the last route. */
export const getPageFile = route({
  method: 'all',
  path: '*',
  handle(c) {
    const { path, method } = c.req;
    const file = `/page${path}`;
    if (!c.var.site.files.has(file)) {
      const problem = new Problem(
        'not-found',
        `No page, no file and no part of the API has the path ${path}.`,
      );
      // Returned, not thrown: methodNotAllowed would take a thrown one for its own and answer 404 for `POST /`.
      return negotiateProblem(c, problem);
    }
    if (!READING.includes(method)) {
      return methodNotAllowed(method, READING).getResponse();
    }
    return serveFile(c, file, path.startsWith(HASHED) ? CACHE_YEAR : REVALIDATE);
  },
});
