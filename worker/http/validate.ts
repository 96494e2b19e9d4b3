/** Validates what comes in, by schemas: afterwards it is plain, typed data. */
import * as v from 'valibot';
import type { WorkerContext } from '../env.ts';
import { Problem } from './problem.ts';

/** The part of a request, as messages name it. */
export type RequestPart = 'query' | 'path' | 'body';

export type Fault = { readonly where: string; readonly detail: string };

/** A request whose parts at `where`, such as `query.size`, are wrong. */
export function invalidRequest(faults: readonly Fault[], cause?: unknown): Problem {
  const detail = faults.map((fault) => `${fault.where}: ${fault.detail}`).join('. ');
  return new Problem('invalid-request', `${detail}.`, { extension: { errors: faults }, cause });
}

/** JSON's types as our messages call them. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  Array: 'a list',
  boolean: 'true or false',
  number: 'a number',
  Object: 'an object',
  string: 'text',
};

/** Replaces the library's own words where a schema has none: "Expected never but received" is no help to anyone. */
function plainMessage({ kind, expected, received }: v.BaseIssue<unknown>): string {
  if (expected === 'never') {
    return 'there is no such parameter';
  }
  if (received === 'undefined') {
    return 'is missing';
  }
  if (kind !== 'schema' || expected === null) {
    return 'is not valid';
  }
  return `has to be ${TYPE_NAMES[expected] ?? expected.replaceAll(/[()]/g, '').replaceAll(' | ', ' or ')}`;
}

/**
 * Parses a part of a request.
 *
 * @throws Problem `invalid-request` that lists each parameter at fault and why
 */
export function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  part: RequestPart,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input, { message: plainMessage });
  if (result.success) {
    return result.output;
  }
  throw invalidRequest(
    result.issues.map((issue) => {
      const parameter = v.getDotPath(issue);
      return { where: parameter === null ? part : `${part}.${parameter}`, detail: issue.message };
    }),
  );
}

/**
 * The parameters of the query that a route knows, for `parse`: a text, or the texts of a parameter whose schema is a list.
 *
 * @throws Problem `invalid-request` where another one is given more than once
 */
export function readQuery(c: WorkerContext, known: v.ObjectEntries): Record<string, string | string[]> {
  const given = Object.entries(c.req.queries()).filter(([name]) => Object.hasOwn(known, name));
  const isList = (name: string): boolean => known[name]?.type === 'array';
  const repeated = given.filter(([name, values]) => values.length > 1 && !isList(name));
  if (repeated.length > 0) {
    throw invalidRequest(
      repeated.map(([name]) => ({ where: `query.${name}`, detail: 'has to be given once' })),
    );
  }
  return Object.fromEntries(
    given.map(([name, values]) => [name, isList(name) ? values : (values[0] ?? '')] as const),
  );
}

/**
 * The body of the request, which has to be JSON, for `parse`.
 *
 * @throws Problem `unsupported-media-type` or `invalid-request`
 */
export async function readJson(c: WorkerContext): Promise<unknown> {
  const type = c.req.header('Content-Type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Problem('unsupported-media-type', `The Content-Type is "${type}", not application/json.`);
  }
  try {
    return await c.req.json();
  } catch (cause) {
    throw invalidRequest([{ where: 'body', detail: 'is not JSON' }], cause);
  }
}

/** A whole number in decimal digits, as a query holds it. */
export function wholeNumber(min: number, max: number) {
  const message = `has to be a whole number in ${min} … ${max}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, message),
    v.transform(Number),
    v.number(),
    v.integer(),
    v.minValue(min, message),
    v.maxValue(max, message),
  );
}

/** A name of a published model or of a file: one segment of a path. */
export const pathName = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9][a-z0-9._-]*$/,
    'a name is of a–z, 0–9, ".", "_" and "-", and begins with a letter or a digit',
  ),
);
