/**
 * What a route is: one object with its path, its schemas, its documentation and its handler. The handler gets what
 * the schemas parsed and the OpenAPI document is made from the same schemas, so the two cannot come apart.
 *
 * hono-openapi does the same with middleware, and was tried in its place (version 1.3): it adds 6 KB to the worker,
 * compressed, cannot name a path such as `/f/{code}.png`, whose parameter is a part of a segment, and documents a
 * number in the query as text. `@hono/standard-validator` alone adds 1 KB and would still need `parse`, for problems
 * in our words.
 */
import type { Handler, MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import type { WorkerContext, WorkerEnv } from './env.ts';
import type { DocumentedHeader } from './http/documented-headers.ts';
import type { ProblemName } from './http/problem.ts';
import { parse, readJson, readQuery } from './http/validate.ts';

export type Answer = {
  readonly meaning: string;
  /** Media types; none where the answer has no body. */
  readonly types: readonly string[];
  /** Of the answer in JSON. */
  readonly schema?: v.GenericSchema;
  /** Beside those that all answers of the route have. */
  readonly headers?: readonly DocumentedHeader[];
};

export type Documentation = {
  readonly summary: string;
  /** By status. */
  readonly answers: Readonly<Record<number, Answer>>;
  readonly problems: readonly ProblemName[];
  /** For the command line that shows how it is requested. */
  readonly exampleQuery?: string;
  readonly exampleBody?: string;
};

type Schemas = {
  /** Parameters in the path, by name. */
  readonly params?: v.ObjectEntries;
  /**
   * Parameters in the query, by name; those whose schema is a list may be given again and again. All others are ignored:
   * other sites and apps add their own, such as `fbclid`.
   */
  readonly query?: v.ObjectEntries;
  /** The body, as JSON. */
  readonly body?: v.GenericSchema;
};

export type Route = Schemas & {
  readonly method: 'get' | 'post' | 'all';
  /** As Hono writes it: `/f/:code`. */
  readonly path: string;
  /** Whether scripts and pages of other sites may read the answers (CORS, CORP). No answer depends on who asks. */
  readonly anyOrigin: boolean;
  /** Runs before anything is parsed. */
  readonly middleware: readonly MiddlewareHandler<WorkerEnv>[];
  /** Left out for pages and their files, which programs do not ask for. */
  readonly documentation?: Documentation;
  readonly handler: Handler<WorkerEnv>;
};

export type DocumentedRoute = Route & { readonly documentation: Documentation };

export function isDocumented(candidate: Route): candidate is DocumentedRoute {
  return candidate.documentation !== undefined;
}

type Parsed<Entries> = Entries extends v.ObjectEntries
  ? v.InferOutput<v.ObjectSchema<Entries, undefined>>
  : undefined;

type Definition<Params, Query, Body> = Pick<Route, 'method' | 'path' | 'documentation'> & {
  /** By default no. */
  readonly anyOrigin?: boolean;
  readonly middleware?: Route['middleware'];
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** @param input what the schemas made of the request */
  handle(
    c: WorkerContext,
    input: {
      readonly params: Parsed<Params>;
      readonly query: Parsed<Query>;
      readonly body: Body extends v.GenericSchema ? v.InferOutput<Body> : undefined;
    },
  ): Response | Promise<Response>;
};

/**
 * @example
 * export const hello = route({
 *   method: 'get',
 *   path: '/hello/:name',
 *   params: { name: v.string() },
 *   handle: (c, { params }) => c.text(`Hello ${params.name}`),
 * });
 */
export function route<
  Params extends v.ObjectEntries | undefined = undefined,
  Query extends v.ObjectEntries | undefined = undefined,
  Body extends v.GenericSchema | undefined = undefined,
>({ handle, middleware = [], anyOrigin = false, ...rest }: Definition<Params, Query, Body>): Route {
  const params = rest.params && v.object(rest.params);
  const query = rest.query && v.object(rest.query);
  const handler: Handler<WorkerEnv> = async (c) => {
    const input = {
      params: params && parse(params, c.req.param(), 'path'),
      query: query && parse(query, readQuery(c, query.entries), 'query'),
      body: rest.body && parse(rest.body, await readJson(c), 'body'),
    };
    return handle(c, input as Parameters<typeof handle>[1]);
  };
  return { ...(rest as Omit<Route, 'anyOrigin' | 'middleware' | 'handler'>), anyOrigin, middleware, handler };
}

/** Documents an answer in JSON. */
export function jsonAnswer(meaning: string, schema: v.GenericSchema): Answer {
  return { meaning, types: ['application/json'], schema };
}

/** Documents an answer of other media types, or without a body. */
export function answer(meaning: string, ...types: readonly string[]): Answer {
  return { meaning, types };
}

/** Documents the answer to a request whose If-None-Match names what the client has. */
export const NOT_MODIFIED = answer('The client has it already.');

/**
 * The path as OpenAPI writes it.
 *
 * @example documentedPath('/f/:code{[^/]+\\.jpe?g}') === '/f/{code}.jpg'
 */
export function documentedPath(path: string): string {
  return path
    .replaceAll(/\w\?/g, '')
    .replaceAll(/:(\w+)\{\[\^\/\]\+\\(\.\w+)\}/g, '{$1}$2')
    .replaceAll(/:(\w+)(\{[^}]*\})?/g, '{$1}');
}
