/** `/`, `/f/CODE` and the files of the page, and a word to those who lost their way. */
import { Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { html } from 'hono/html';
import type { Edge, EdgeContext } from './edge.ts';
import { openFace } from './faces.ts';
import { IMMUTABLE, REVALIDATE, serveFile } from './files.ts';
import { methodProblem, Problem } from './problem.ts';
import { fetchPlain, openSite, type Site } from './site.ts';

const SHELL = '/page/index.html';

/** Where Vite puts what has a hash of its content in its name. */
const HASHED = '/assets/';

const READING: readonly string[] = ['GET', 'HEAD'];

/** Whether a person's browser asks: it prefers HTML, where a program takes anything. */
function wantsPage(c: EdgeContext): boolean {
  const supports = ['application/problem+json', 'application/json', 'text/html'];
  return accepts(c, { header: 'Accept', supports, default: 'application/problem+json' }) === 'text/html';
}

/** The page for a link that cannot be opened: its script finds the code in the path and explains. */
async function explainingPage(c: EdgeContext, site: Site, problem: Problem): Promise<Response> {
  const file = site.files.get(SHELL);
  if (file === undefined) throw problem;
  const headers = { 'Content-Type': file.type, 'Cache-Control': 'no-store' };
  return new Response(await fetchPlain(c.env.ASSETS, SHELL, file), { status: problem.status, headers });
}

function emptyPage(c: EdgeContext, { title, message, status }: Problem): Response | Promise<Response> {
  const document = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${title} · Dareka</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
  </head>
  <body>
    <h1>${title}</h1>
    <p>${message}</p>
    <p><a href="/">See faces of people who do not exist</a></p>
  </body>
</html>`;
  return c.html(document, status, { 'Cache-Control': 'no-store' });
}

/** A problem as the client likes it: as a page of that making, or as data. */
async function present(
  c: EdgeContext,
  problem: Problem,
  asPage: () => Response | Promise<Response>,
): Promise<Response> {
  const response = wantsPage(c) ? await asPage() : problem.getResponse();
  response.headers.append('Vary', 'Accept');
  return response;
}

export const page = new Hono<Edge>()
  .get('/', async (c) => serveFile(c, await openSite(c.env.ASSETS), SHELL, REVALIDATE))
  .get('/f/:code', async (c) => {
    const site = await openSite(c.env.ASSETS);
    try {
      await openFace(c.env.ASSETS, site, c.req.param('code'));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return present(c, error, () => explainingPage(c, site, error));
    }
    return serveFile(c, site, SHELL, REVALIDATE);
  })
  .all('*', async (c) => {
    const site = await openSite(c.env.ASSETS);
    const { path, method } = c.req;
    if (!site.files.has(`/page${path}`)) {
      const problem = new Problem(
        'not-found',
        `No page, no file and no part of the API has the path ${path}.`,
      );
      return present(c, problem, () => emptyPage(c, problem));
    }
    if (!READING.includes(method)) return methodProblem(method, READING).getResponse();
    return serveFile(c, site, `/page${path}`, path.startsWith(HASHED) ? IMMUTABLE : REVALIDATE);
  });
