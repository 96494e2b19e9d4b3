/** `GET /api/openapi.json` and `GET /api/docs`: the API, for programs and for people. */
import { html } from 'hono/html';
import { REVALIDATE } from '../../http/cache-control.ts';
import { tagBody } from '../../http/entity-tag.ts';
import { PROBLEMS } from '../../http/problem.ts';
import { type DocumentedRoute, documentedPath, isDocumented, type Route, route } from '../../route.ts';
import { MAX_NAMES_BODY_BYTES } from '../avatar-lists.ts';
import { MAX_LINK_BODY_BYTES } from '../links.ts';
import { COMMON_PROBLEMS, openApi, parametersOf } from './openapi.ts';

const TITLE = 'The API · Dareka';
const DESCRIPTION =
  'Pictures, share codes, short links and models of faces of people who do not exist, for programs.';

/** The type, range and default of a parameter, in words. */
function describeSchema(schema: Readonly<Record<string, unknown>>): string {
  const { type, minimum, maximum, maxLength, default: byDefault } = schema;
  return [
    type === 'integer' ? 'A whole number' : 'Text',
    minimum === undefined ? '' : `in ${minimum} … ${maximum}`,
    maxLength === undefined ? '' : `of at most ${maxLength} characters`,
    byDefault === undefined ? '' : `(default: ${byDefault})`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** A command line that requests the route. */
function example({ path, documentation }: DocumentedRoute, origin: string): string {
  const url = origin + documentedPath(path).replaceAll(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase());
  const { exampleQuery, exampleBody } = documentation;
  return exampleBody === undefined
    ? `curl '${url}${exampleQuery === undefined ? '' : `?${exampleQuery}`}'`
    : `curl '${url}' -H 'Content-Type: application/json' -d '${exampleBody}'`;
}

function section(documented: DocumentedRoute, origin: string) {
  const { method, path, documentation } = documented;
  const { summary, answers, problems } = documentation;
  return html`<section>
        <h2><code>${method.toUpperCase()} ${documentedPath(path)}</code></h2>
        <p>${summary}</p>
        <pre>${example(documented, origin)}</pre>
        <table>
          ${parametersOf(documented).map(
            ({ name, description, schema }) =>
              html`<tr><th><code>${name}</code></th><td>${description ?? ''} ${describeSchema(schema)}.</td></tr>`,
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

/** @param routes those with documentation are in the document, in this order */
export function apiDocs(routes: readonly Route[]): readonly Route[] {
  const documented = routes.filter(isDocumented);
  return [
    route({
      method: 'get',
      path: '/api/openapi.json',
      anyOrigin: true,
      middleware: [tagBody],
      handle: (c) =>
        c.json(openApi(documented, new URL(c.req.url).origin), 200, { 'Cache-Control': REVALIDATE }),
    }),
    route({
      method: 'get',
      path: '/api/docs',
      anyOrigin: true,
      middleware: [tagBody],
      handle(c) {
        const { origin } = new URL(c.req.url);
        const document = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${TITLE}</title>
    <meta name="description" content="${DESCRIPTION}">
    <link rel="canonical" href="${origin}/api/docs">
    <meta property="og:title" content="${TITLE}">
    <meta property="og:description" content="${DESCRIPTION}">
    <meta property="og:url" content="${origin}/api/docs">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <link rel="stylesheet" href="${c.var.site.stylesheet}">
  </head>
  <body>
    <main class="api-docs">
      <nav><a href="/">Faces</a> · <a href="/embed">A face on your page</a></nav>
      <h1>The API</h1>
      <p>Programs can use everything that this site does, without a key. <a href="/api/openapi.json">The same as an OpenAPI document</a>.</p>
      <p>A face has a <em>share code</em>: what its link has after <code>/f/</code>. The code holds the face itself, so it means the same for ever, on every device.</p>
      <p>Scripts of every site may read (CORS), but not make short links. Names in the query that are not listed here are ignored. Errors are problems in the format of RFC 9457; any path may answer ${COMMON_PROBLEMS.map((name, i) => html`${i === 0 ? '' : ' and '}<a href="/problems/${name}">${PROBLEMS[name].status}</a>`)}. For each network, new pictures are limited to 300 and new links to 60 a minute; a body has at most ${MAX_LINK_BODY_BYTES} bytes, one with names ${MAX_NAMES_BODY_BYTES}.</p>
      ${documented.map((each) => section(each, origin))}
    </main>
  </body>
</html>`;
        return c.html(document, 200, { 'Cache-Control': REVALIDATE });
      },
    }),
  ];
}
