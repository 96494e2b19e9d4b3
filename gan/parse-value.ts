/** Parses values against schemas. Errors say in plain sentences what is wrong, where, and what was expected. */
import * as v from 'valibot';

type Schema = v.GenericSchema;
type Issue = v.BaseIssue<unknown>;

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'an object',
};

/** What an issue expects, in words: `"a" or "b"`, `a number or "unknown"`. */
function expectedOf(issue: Issue): string {
  if (issue.kind === 'validation') {
    switch (issue.type) {
      case 'integer':
      case 'safe_integer':
        return 'a whole number';
      case 'finite':
        return 'a finite number';
      case 'min_value':
        return `at least ${issue.requirement}`;
      case 'max_value':
        return `at most ${issue.requirement}`;
    }
  }
  return (issue.expected ?? 'another value')
    .replace(/^\((.*)\)$/, '$1')
    .split(' | ')
    .map((option) => TYPES[option] ?? option)
    .join(' or ');
}

/** What an issue says, and where, as a sentence. */
export function issueSentence(issue: Issue, schema?: Schema): string {
  const place = v.getDotPath(issue) ?? 'all of it';
  if (issue.expected === 'never') {
    const isTopLevel = issue.path?.length === 1 && schema !== undefined && 'entries' in schema;
    const keys = isTopLevel ? `; the keys are ${Object.keys(schema.entries as object).join(', ')}` : '';
    return `${place}: unknown key${keys}`;
  }
  // Messages that a schema gives itself are sentences; those of the library begin so.
  if (!issue.message.startsWith('Invalid ')) {
    return `${place}: ${issue.message}, got ${JSON.stringify(issue.input)}`;
  }
  if (issue.kind === 'schema' && issue.received === 'undefined') {
    return `${place}: is missing`;
  }
  return `${place}: must be ${expectedOf(issue)}, got ${JSON.stringify(issue.input)}`;
}

/**
 * A value that follows a schema.
 * @param source what to call it in error messages: a path, mostly
 * @throws Error with one line for each mistake
 */
export function parseValue<S extends Schema>(schema: S, value: unknown, source: string): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (!result.success) {
    throw new Error(`${source}: ${result.issues.map((issue) => issueSentence(issue, schema)).join('\n')}`);
  }
  return result.output;
}
