/**
 * Requests made from an OpenAPI document, for each parameter the values at its limits and some that it refuses; and whether
 * an answer is one that the document describes.
 */
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { encodeFace } from '../../../latent/code/code.ts';
import { seedFace } from '../../../latent/face.ts';
import { DOCUMENTED_HEADERS } from '../../http/documented-headers.ts';

type Schema = Readonly<Record<string, unknown>>;

type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: Schema;
};

export type DocumentedBody = { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };

type DocumentedAnswer = DocumentedBody & { readonly headers?: Readonly<Record<string, unknown>> };

export type Operation = {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: DocumentedBody;
  readonly responses: Readonly<Record<string, DocumentedAnswer>>;
};

export type ApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

export type DocumentedRequest = {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  /** The Content-Type of the body. */
  readonly type?: string;
};

/** Values of a parameter in the query; `undefined` leaves it out. */
function valuesOf({ required, schema }: Parameter, example: string | undefined): (string | undefined)[] {
  const { type, minimum, maximum } = schema;
  const numbers = [minimum, maximum].filter((limit) => typeof limit === 'number');
  const refused = type === 'string' ? [''] : ['ten', ...numbers.flatMap((limit) => [limit - 1, limit + 1])];
  return [
    ...(required ? [] : [undefined]),
    ...(example === undefined ? [] : [example]),
    ...(type === 'string' ? [] : ['0', ...numbers]),
    ...refused,
  ].map((value) => value?.toString());
}

const WRONG_SEGMENTS = [
  'AAAA',
  '%00',
  '..%2f..%2fetc',
  "'%20OR%201=1",
  'A'.repeat(3000),
  '%C3%A9',
  '%E0%A4%A',
  // Nothing is wrong with their form.
  'nobody-ffffff',
  encodeFace(seedFace('ffffff', 1)),
];
const TOO_LONG = 'x'.repeat(9000);

/** Paths with the examples, then with wrong values in place of one of them. */
function pathsOf(template: string, names: readonly string[], examples: Examples): string[] {
  const fill = (values: Examples): string =>
    template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  const right = names.length === 0 ? [template] : [fill(examples)];
  return [
    ...right,
    ...names.flatMap((name) => WRONG_SEGMENTS.map((wrong) => fill({ ...examples, [name]: wrong }))),
  ];
}

export type Examples = Readonly<Record<string, string>>;

/**
 * @param examplesOf gives a right value for each parameter that is text, by name
 * @param bodiesOf gives bodies, right and wrong ones
 */
export function requestsOf(
  document: ApiDocument,
  examplesOf: (path: string) => Examples,
  bodiesOf: (path: string) => readonly unknown[],
): DocumentedRequest[] {
  return Object.entries(document.paths).flatMap(([template, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const examples = examplesOf(template);
      const inPath = operation.parameters.filter((each) => each.in === 'path').map(({ name }) => name);
      const inQuery = operation.parameters.filter((each) => each.in === 'query');
      const [right = template, ...wrong] = pathsOf(template, inPath, examples);
      const required = inQuery.filter((each) => each.required);
      const query = new URLSearchParams(required.map(({ name }) => [name, examples[name] ?? '']));
      const queries = inQuery.flatMap((parameter) =>
        valuesOf(parameter, examples[parameter.name]).map((value) => {
          const varied = new URLSearchParams(query);
          varied.delete(parameter.name);
          if (value !== undefined) {
            varied.set(parameter.name, value);
          }
          return varied;
        }),
      );
      const targets = [
        ...[query, ...queries].map((each) => `${right}?${each}`),
        ...wrong,
        `${right}?${TOO_LONG}`,
      ];
      const made = { operation, method: method.toUpperCase() };
      if (operation.requestBody === undefined) {
        return targets.map((path) => ({ ...made, path }));
      }
      const json = 'application/json';
      const bodies = [
        ...bodiesOf(template).map((body) => JSON.stringify(body)),
        '{}',
        '[]',
        '{',
        TOO_LONG.repeat(30),
      ];
      return [
        ...bodies.map((body) => ({ ...made, path: right, body, type: json })),
        { ...made, path: right, body: '{}', type: 'text/plain' },
        { ...made, path: `${right}?${TOO_LONG}`, body: '{}', type: json },
      ];
    }),
  );
}

/**
 * What is not as the document says of an answer; `undefined` if all is.
 *
 * @param compile makes a validator of a schema in the document
 */
export async function differenceFrom(
  { responses }: Operation,
  answer: Response,
  compile: (schema: Schema) => ValidateFunction,
): Promise<string | undefined> {
  const documented = responses[answer.status];
  if (documented === undefined) {
    return 'the status is not documented';
  }
  const undocumented = Object.keys(DOCUMENTED_HEADERS).filter(
    (name) => answer.headers.has(name) && documented.headers?.[name] === undefined,
  );
  if (undocumented.length > 0) {
    return `the headers ${undocumented.join(', ')} are not documented`;
  }
  const type = answer.headers.get('Content-Type')?.split(';')[0];
  const { content } = documented;
  if (type === undefined || content === undefined) {
    return type === undefined && content === undefined ? undefined : `the type ${type} is not documented`;
  }
  const { schema } = content[type] ?? content['*/*'] ?? {};
  if (!(type in content) && !('*/*' in content)) {
    return `the type ${type} is not documented`;
  }
  if (schema === undefined) {
    await answer.arrayBuffer();
    return undefined;
  }
  const validate = compile(schema);
  return validate(await answer.json()) ? undefined : JSON.stringify(validate.errors);
}
