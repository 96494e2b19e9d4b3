/** The documents of the page (`/`, a path for each view, `/embed`) and its files; every other path is a problem. */
import { CACHE_YEAR, REVALIDATE } from '../http/cache-control.ts';
import { methodNotAllowed, Problem } from '../http/problem.ts';
import { answerProblem, explainProblem } from '../http/problem-page.ts';
import { route } from '../route.ts';
import { serveFile } from '../site/serve-file.ts';
import { defaultCard, PAGE, serveDocument } from './document.ts';

/** Where Vite puts what has a hash of its content in its name. */
const HASHED = '/assets/';

const READING: readonly string[] = ['GET', 'HEAD'];

/** Has to be the last route. */
export const getPageFile = route({
  method: 'all',
  path: '*',
  handle(c) {
    const { path, method } = c.req;
    const { site } = c.var;
    const file = `/page${path}`;
    const document = path === '/' ? PAGE : `${file}.html`;
    const isDocument = site.files.has(document) && path !== '/index';
    // A document is at its path without `.html` only.
    if (!isDocument && (!site.files.has(file) || path.endsWith('.html'))) {
      const problem = new Problem(
        'not-found',
        `No page, no file and no part of the API has the path ${path}.`,
      );
      // Returned, not thrown: methodNotAllowed would take a thrown one for its own and answer 404 for `POST /`.
      return answerProblem(c, problem, explainProblem);
    }
    if (!READING.includes(method)) {
      return answerProblem(c, methodNotAllowed(method, READING));
    }
    if (isDocument) {
      return serveDocument(c, document, { path, card: defaultCard(site) });
    }
    return serveFile(c, file, path.startsWith(HASHED) ? CACHE_YEAR : REVALIDATE);
  },
});
