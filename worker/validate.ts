/** The door: what comes in is parsed by a schema once, and is plain, typed data from then on. */
import * as v from 'valibot';
import { Problem } from './problem.ts';

/**
 * @param where what of the request it is, for the message: 'query', 'path'
 * @throws Problem `invalid-request` that lists each parameter at fault and why
 */
export function validate<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  where: 'query' | 'path',
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const errors = result.issues.map((issue) => {
    const parameter = v.getDotPath(issue);
    return { where: parameter === null ? where : `${where}.${parameter}`, detail: issue.message };
  });
  const detail = errors.map((error) => `${error.where}: ${error.detail}`).join('. ');
  throw new Problem('invalid-request', `${detail}.`, { extension: { errors } });
}
