/** `GET /api/openapi.json` and `GET /api/docs`: the API, for programs and for people. */
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { html } from 'hono/html';
import type { Edge } from '../edge.ts';
import { REVALIDATE } from '../files.ts';
import { LARGEST_BODY } from '../links/links.ts';
import { PROBLEMS } from '../problem.ts';
import { stylesheet } from '../styles.ts';
import { openApi, parametersOf } from './document.ts';
import { OPERATIONS, type Operation } from './operations.ts';

/** A range or a default as a person says it. */
function wordsOf(schema: Readonly<Record<string, unknown>>): string {
  const { type, minimum, maximum, maxLength, default: byDefault } = schema;
  return [
    type === 'integer' ? 'A whole number' : 'Text',
    minimum === undefined ? '' : `in ${minimum} … ${maximum}`,
    maxLength === undefined ? '' : `of at most ${maxLength} characters`,
    byDefault === undefined ? '' : `(${byDefault} where it is left out)`,
  ]
    .filter(Boolean)
    .join(' ');
}

function example({ method, path, body }: Operation, origin: string): string {
  const url =
    origin + path.replaceAll('{code}', 'CODE').replaceAll('{id}', 'ID').replaceAll('{file}', 'FILE');
  if (method === 'get') {
    return `curl '${url}${path === '/oembed' ? `?url=${origin}/f/CODE` : ''}'`;
  }
  return `curl '${url}' -H 'Content-Type: application/json' -d '${body ? '{"code":"CODE"}' : ''}'`;
}

function section(operation: Operation, origin: string) {
  const { method, path, summary, answers, problems } = operation;
  return html`<section>
        <h2><code>${method.toUpperCase()} ${path}</code></h2>
        <p>${summary}</p>
        <pre>${example(operation, origin)}</pre>
        <table>
          ${parametersOf(operation).map(
            ({ name, description, schema }) =>
              html`<tr><th><code>${name}</code></th><td>${description ?? ''} ${wordsOf(schema)}.</td></tr>`,
          )}
          ${Object.entries(answers).map(
            ([status, { meaning, types }]) =>
              html`<tr><th>${status}</th><td>${meaning} ${types.filter((type) => type !== '*/*').join(', ')}</td></tr>`,
          )}
          ${problems.map(
            (name) =>
              html`<tr><th>${PROBLEMS[name].status}</th><td><a href="/problems/${name}">${name}</a>: ${PROBLEMS[name].title}.</td></tr>`,
          )}
        </table>
      </section>`;
}

export const apiDocs = new Hono<Edge>()
  .use(etag())
  .get('/openapi.json', (c) =>
    c.json(openApi(new URL(c.req.url).origin), 200, { 'Cache-Control': REVALIDATE }),
  )
  .get('/docs', (c) => {
    const { origin } = new URL(c.req.url);
    const document = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>The API · Dareka</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    ${stylesheet}
  </head>
  <body>
    <main class="docs">
      <h1>The API</h1>
      <p>All that this site does can be asked for by a program, without a key. <a href="/api/openapi.json">The same as an OpenAPI document</a>.</p>
      <p>A face has a <em>share code</em>: what its link has after <code>/f/</code>. The code holds the face itself, so it means the same for ever, on every device.</p>
      <p>Reading is open to scripts of every site (CORS). Errors are problems as RFC 9457 has them. For each address, new pictures are limited to 300 and new links to 60 a minute; a body has at most ${LARGEST_BODY} bytes.</p>
      ${OPERATIONS.map((operation) => section(operation, origin))}
    </main>
  </body>
</html>`;
    return c.html(document, 200, { 'Cache-Control': REVALIDATE });
  });
