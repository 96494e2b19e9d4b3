/** The door: what comes in is parsed by a schema once, and is plain, typed data from then on. */
import * as v from 'valibot';
import type { EdgeContext } from './edge.ts';
import { Problem } from './problem.ts';

/** What of a request is validated, as messages name it. */
export type Where = 'query' | 'path' | 'body';

type Fault = { readonly where: string; readonly detail: string };

function refuse(errors: readonly Fault[]): Problem {
  const detail = errors.map((error) => `${error.where}: ${error.detail}`).join('. ');
  return new Problem('invalid-request', `${detail}.`, { extension: { errors } });
}

/** @throws Problem `invalid-request` that lists each parameter at fault and why */
export function validate<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  where: Where,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) {
    return result.output;
  }
  const errors = result.issues.map((issue) => {
    const parameter = v.getDotPath(issue);
    return { where: parameter === null ? where : `${where}.${parameter}`, detail: issue.message };
  });
  throw refuse(errors);
}

/**
 * The parameters of the query, for `validate`.
 *
 * @throws Problem `invalid-request` where one is given more than once
 */
export function queryOf(c: EdgeContext): Record<string, string> {
  const given = Object.entries(c.req.queries());
  const twice = given.filter(([, values]) => values.length > 1);
  if (twice.length > 0) {
    throw refuse(twice.map(([name]) => ({ where: `query.${name}`, detail: 'has to be given once' })));
  }
  return Object.fromEntries(given.map(([name, [value = '']]) => [name, value]));
}

/** A whole number in decimal digits, such as a query has it. */
export function wholeNumber(least: number, most: number) {
  const message = `has to be a whole number in ${least} … ${most}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, message),
    v.transform(Number),
    v.number(),
    v.integer(),
    v.minValue(least, message),
    v.maxValue(most, message),
  );
}
