/** The OpenAPI document (version 3.1), made from the schemas that the routes validate by. */
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { PROBLEMS, type ProblemName } from '../problem.ts';
import { problemAnswer } from './answers.ts';
import { OPERATIONS, type Operation } from './operations.ts';

type Json = Readonly<Record<string, unknown>>;

const PROBLEM = { $ref: '#/components/schemas/Problem' };

/** A schema as JSON Schema says it: what comes out of it, since a query is text before it is a number. */
function jsonSchema(schema: v.GenericSchema): Json {
  // Checks that cross fields have no words in JSON Schema.
  const { $schema: _, ...rest } = toJsonSchema(schema, { typeMode: 'output', errorMode: 'ignore' });
  return rest;
}

/** A parameter's words stand beside its schema, not in it; and a default is of the type that it is the default of. */
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

/** What stands in the path and in the query. */
export function parametersOf({ parameters = {}, query }: Operation) {
  return [
    ...Object.entries(parameters).map(([name, schema]) => parameter(name, 'path', schema, true)),
    ...Object.entries(query?.entries ?? {}).map(([name, schema]) =>
      parameter(name, 'query', schema, schema.type !== 'optional'),
    ),
  ];
}

function problemsOf(names: readonly ProblemName[]): Json {
  const byStatus = Map.groupBy(names, (name) => String(PROBLEMS[name].status));
  return Object.fromEntries(
    Array.from(byStatus, ([status, group]) => [
      status,
      {
        description: group.map((name) => `\`${name}\`: ${PROBLEMS[name].title}.`).join(' '),
        content: { 'application/problem+json': { schema: PROBLEM } },
      },
    ]),
  );
}

function answersOf({ answers }: Operation): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { meaning, types, schema }]) => {
      const content = types.map((type) => [
        type,
        schema && type.endsWith('json') ? { schema: jsonSchema(schema) } : {},
      ]);
      return [
        status,
        { description: meaning, ...(types.length === 0 ? {} : { content: Object.fromEntries(content) }) },
      ];
    }),
  );
}

function operationOf(operation: Operation): Json {
  const { method, path, summary, body, problems } = operation;
  const words = path.replaceAll(/[{}]/g, '').split(/[/.]/).filter(Boolean);
  return {
    operationId: [method, ...words].join('-'),
    summary,
    parameters: parametersOf(operation),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body) } } } }),
    responses: { ...answersOf(operation), ...problemsOf(problems) },
  };
}

/** @param origin of the site, such as `https://dareka.example` */
export function openApi(origin: string) {
  const paths = Map.groupBy(OPERATIONS, ({ path }) => path);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Dareka',
      version: '1',
      summary: 'Faces of people who do not exist.',
      description:
        'Reading is open to scripts of every site. Errors are problems (RFC 9457): their `type` is a path of this ' +
        'site that says what it means. Every path answers HEAD as it answers GET, and other methods with 405.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: origin }],
    paths: Object.fromEntries(
      Array.from(paths, ([path, operations]) => [
        path,
        Object.fromEntries(operations.map((operation) => [operation.method, operationOf(operation)])),
      ]),
    ),
    components: { schemas: { Problem: jsonSchema(problemAnswer) } },
  };
}
