/** Problems as pages, for those who came with a browser. */
import type { MiddlewareHandler } from 'hono';
import { accepts } from 'hono/accepts';
import { html } from 'hono/html';
import type { Edge, EdgeContext } from './edge.ts';
import { Problem } from './problem.ts';
import { stylesheet } from './styles.ts';

/** Whether a person's browser asks: it prefers HTML, where a program takes anything. */
function wantsPage(c: EdgeContext): boolean {
  const supports = ['application/problem+json', 'application/json', 'text/html'];
  return accepts(c, { header: 'Accept', supports, default: 'application/problem+json' }) === 'text/html';
}

function problemPage(c: EdgeContext, { title, message, status }: Problem): Response | Promise<Response> {
  const document = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${title} · Dareka</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    ${stylesheet}
  </head>
  <body>
    <main class="words">
      <h1>${title}</h1>
      <p>${message}</p>
      <p><a href="/">See faces of people who do not exist</a></p>
    </main>
  </body>
</html>`;
  return c.html(document, status, { 'Cache-Control': 'no-store' });
}

/**
 * A problem as the client likes it: as a page of that making, or as data.
 *
 * @param asPage the page that explains it; one of a few words where it is left out
 */
export async function present(
  c: EdgeContext,
  problem: Problem,
  asPage: () => Response | Promise<Response> = () => problemPage(c, problem),
): Promise<Response> {
  c.set('problem', problem.problem);
  const response = wantsPage(c) ? await asPage() : problem.getResponse();
  response.headers.append('Vary', 'Accept');
  for (const [name, value] of problem.getResponse().headers) {
    if (!response.headers.has(name)) {
      response.headers.set(name, value);
    }
  }
  return response;
}

/** For routes that people open: what they throw becomes a page. */
export const presented: MiddlewareHandler<Edge> = async (c, next) => {
  await next();
  if (c.error instanceof Problem) {
    c.res = await present(c, c.error);
  }
};
