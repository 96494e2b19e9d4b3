/** The OpenAPI document (version 3.1), made from the schemas that the routes validate by. */
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { DOCUMENTED_HEADERS, type DocumentedHeader } from '../../http/documented-headers.ts';
import { PROBLEMS, type ProblemKind, type ProblemName, problemSchema } from '../../http/problem.ts';
import { type DocumentedRoute, documentedPath } from '../../route.ts';

type Json = Readonly<Record<string, unknown>>;

const PROBLEM = { $ref: '#/components/schemas/Problem' };

/** JSON Schema of what a schema gives: a query is text before it is a number. */
function jsonSchema(schema: v.GenericSchema): Json {
  // JSON Schema cannot express checks across fields.
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'output',
    errorMode: 'ignore',
  });
  return rest;
}

/** OpenAPI has a parameter's description beside its schema. A default is of the parsed type, not text. */
function parameter(name: string, where: 'path' | 'query', schema: v.GenericSchema, required: boolean) {
  const { description, default: byDefault, ...rest } = jsonSchema(schema);
  const numeric = rest.type === 'integer' && typeof byDefault === 'string';
  return {
    name,
    in: where,
    required,
    ...(description === undefined ? {} : { description }),
    schema: byDefault === undefined ? rest : { ...rest, default: numeric ? Number(byDefault) : byDefault },
  };
}

/** The parameters of a route, in its path and in its query. */
export function parametersOf({ params = {}, query = {} }: DocumentedRoute) {
  return [
    ...Object.entries(params).map(([name, schema]) => parameter(name, 'path', schema, true)),
    ...Object.entries(query).map(([name, schema]) =>
      parameter(name, 'query', schema, schema.type !== 'optional'),
    ),
  ];
}

/** What any operation may answer. */
export const COMMON_PROBLEMS: readonly ProblemName[] = ['url-too-long', 'internal-error'];

function headersOf(names: Iterable<DocumentedHeader>): Json {
  return Object.fromEntries(
    Array.from(new Set(names), (name) => [
      name,
      { description: DOCUMENTED_HEADERS[name], schema: { type: 'string' } },
    ]),
  );
}

function problemsOf({ anyOrigin, documentation }: DocumentedRoute): Json {
  const names = [...documentation.problems, ...COMMON_PROBLEMS];
  const byStatus = Map.groupBy(names, (name) => String(PROBLEMS[name].status));
  return Object.fromEntries(
    Array.from(byStatus, ([status, group]) => [
      status,
      {
        description: group.map((name) => `\`${name}\`: ${PROBLEMS[name].title}.`).join(' '),
        headers: headersOf([
          'Cache-Control',
          ...(anyOrigin ? (['Access-Control-Allow-Origin'] as const) : []),
          ...group.flatMap((name) => (PROBLEMS[name] as ProblemKind).headers ?? []),
        ]),
        content: { 'application/problem+json': { schema: PROBLEM } },
      },
    ]),
  );
}

function answersOf({ anyOrigin, documentation: { answers } }: DocumentedRoute): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { meaning, types, schema, headers = [] }]) => {
      const content = types.map((type) => [
        type,
        schema && type.endsWith('json') ? { schema: jsonSchema(schema) } : {},
      ]);
      return [
        status,
        {
          description: meaning,
          headers: headersOf([
            'Cache-Control',
            ...(anyOrigin ? (['Access-Control-Allow-Origin'] as const) : []),
            ...(304 in answers ? (['ETag'] as const) : []),
            ...headers,
          ]),
          ...(types.length === 0 ? {} : { content: Object.fromEntries(content) }),
        },
      ];
    }),
  );
}

function operationOf(route: DocumentedRoute): Json {
  const { method, path, body, documentation } = route;
  const words = documentedPath(path).replaceAll(/[{}]/g, '').split(/[/.]/).filter(Boolean);
  return {
    operationId: [method, ...words].join('-'),
    summary: documentation.summary,
    parameters: parametersOf(route),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body) } } } }),
    responses: { ...answersOf(route), ...problemsOf(route) },
  };
}

/** @param origin of the site, such as `https://dareka.example` */
export function openApi(routes: readonly DocumentedRoute[], origin: string) {
  const paths = Map.groupBy(routes, ({ path }) => documentedPath(path));
  return {
    openapi: '3.1.1',
    info: {
      title: 'Dareka',
      version: '1',
      summary: 'Faces of people who do not exist.',
      description:
        'Scripts of every site may read, where the answer has the header Access-Control-Allow-Origin. Errors are problems ' +
        '(RFC 9457): their `type` is a path of this site that explains them. Names in the query that are not documented ' +
        'are ignored. Every path answers HEAD as it answers GET, and other methods with 405.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: origin }],
    paths: Object.fromEntries(
      Array.from(paths, ([path, group]) => [
        path,
        Object.fromEntries(group.map((route) => [route.method, operationOf(route)])),
      ]),
    ),
    components: { schemas: { Problem: jsonSchema(problemSchema) } },
  };
}
