/** Problems as HTML, for browsers. */
import type { MiddlewareHandler } from 'hono';
import { accepts } from 'hono/accepts';
import { html } from 'hono/html';
import type { WorkerContext, WorkerEnv } from '../env.ts';
import { NO_STORE } from './cache-control.ts';
import { languageOf } from './language.ts';
import { Problem } from './problem.ts';
import { PROBLEM_TEXTS } from './problem-texts.ts';

/** Writes a problem as HTML. */
type ProblemPage = (c: WorkerContext, problem: Problem) => Response | Promise<Response>;

/** Whether the client is a browser that shows a page: it prefers HTML, whereas a program accepts anything. */
function wantsPage(c: WorkerContext): boolean {
  const supports = ['application/problem+json', 'application/json', 'text/html'];
  return accepts(c, { header: 'Accept', supports, default: 'application/problem+json' }) === 'text/html';
}

/** Says what is wrong in the visitor's language, with a link to the wall. */
export function explainProblem(
  c: WorkerContext,
  { problem, message, status }: Problem,
): Response | Promise<Response> {
  const language = languageOf(c);
  const { home, details, problems, other } = PROBLEM_TEXTS[language];
  const { title, text } = problems[problem] ?? other;
  // Before the site is open there is none.
  const stylesheet = (c.var as Partial<typeof c.var>).site?.stylesheet;
  const document = html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <title>${title} · Dareka</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta name="color-scheme" content="light dark">
    ${stylesheet === undefined ? '' : html`<link rel="stylesheet" href="${stylesheet}">`}
  </head>
  <body>
    <main class="problem-page">
      <h1>${title}</h1>
      <p>${text}</p>
      <p><a href="/">${home}</a></p>
      <details>
        <summary>${details}</summary>
        <p lang="en">${message} <a href="/problems/${problem}">${problem}</a></p>
      </details>
    </main>
  </body>
</html>`;
  return c.html(document, status, { 'Cache-Control': NO_STORE, 'Content-Language': language });
}

/**
 * The answer to a request with a problem: HTML in the visitor's language for browsers, `application/problem+json` for
 * programs.
 *
 * @param page writes the HTML; by default a route of the API has none, since whoever opens its address in a browser wants to
 *   see what a program gets
 */
export async function answerProblem(
  c: WorkerContext,
  problem: Problem,
  page: ProblemPage | null = c.req.path.startsWith('/api/') ? null : explainProblem,
): Promise<Response> {
  c.set('problem', problem.problem);
  const asJson = problem.getResponse();
  const response = page !== null && wantsPage(c) ? await page(c, problem) : asJson;
  response.headers.append('Vary', 'Accept, Accept-Language');
  for (const [name, value] of asJson.headers) {
    if (!response.headers.has(name)) {
      response.headers.set(name, value);
    }
  }
  return response;
}

/** Middleware for a route whose problems browsers get as another page. */
export function problemsAsPages(page: ProblemPage): MiddlewareHandler<WorkerEnv> {
  return async (c, next) => {
    await next();
    if (c.error instanceof Problem) {
      c.res = await answerProblem(c, c.error, page);
    }
  };
}
