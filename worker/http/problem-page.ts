/** Problems as HTML, for browsers. */
import type { MiddlewareHandler } from 'hono';
import { accepts } from 'hono/accepts';
import { html } from 'hono/html';
import type { WorkerContext, WorkerEnv } from '../env.ts';
import { NO_STORE } from './cache-control.ts';
import { Problem } from './problem.ts';

/** Writes a problem as HTML. */
export type ProblemPage = (c: WorkerContext, problem: Problem) => Response | Promise<Response>;

/** Whether the client is a browser: it prefers HTML, whereas a program accepts anything. */
function wantsPage(c: WorkerContext): boolean {
  const supports = ['application/problem+json', 'application/json', 'text/html'];
  return accepts(c, { header: 'Accept', supports, default: 'application/problem+json' }) === 'text/html';
}

function problemPage(c: WorkerContext, { title, message, status }: Problem): Response | Promise<Response> {
  const document = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${title} · Dareka</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <link rel="stylesheet" href="${c.var.site.stylesheet}">
  </head>
  <body>
    <main class="problem-page">
      <h1>${title}</h1>
      <p>${message}</p>
      <p><a href="/">See faces of people who do not exist</a></p>
    </main>
  </body>
</html>`;
  return c.html(document, status, { 'Cache-Control': NO_STORE });
}

/**
 * A problem as HTML for browsers, as `application/problem+json` for programs.
 *
 * @param page the HTML; by default a short explanation
 */
export async function negotiateProblem(
  c: WorkerContext,
  problem: Problem,
  page: ProblemPage = problemPage,
): Promise<Response> {
  c.set('problem', problem.problem);
  const response = wantsPage(c) ? await page(c, problem) : problem.getResponse();
  response.headers.append('Vary', 'Accept');
  for (const [name, value] of problem.getResponse().headers) {
    if (!response.headers.has(name)) {
      response.headers.set(name, value);
    }
  }
  return response;
}

/** Middleware for routes that people open: a browser gets the problems that they throw as HTML. */
export function problemsAsPages(page?: ProblemPage): MiddlewareHandler<WorkerEnv> {
  return async (c, next) => {
    await next();
    if (c.error instanceof Problem) {
      c.res = await negotiateProblem(c, c.error, page);
    }
  };
}
