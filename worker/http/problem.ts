/**
 * Errors as `application/problem+json` (RFC 9457). The `type` of a problem is a path of this site that explains the problem
 * and never changes.
 */
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as v from 'valibot';
import { NO_STORE } from './cache-control.ts';
import type { DocumentedHeader } from './documented-headers.ts';

export type ProblemKind = {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  readonly meaning: string;
  readonly headers?: readonly DocumentedHeader[];
};

/** Every kind of problem, by the name that its `type` ends with. Names never change. */
export const PROBLEMS = {
  'invalid-request': {
    status: 400,
    title: 'The request is not valid',
    meaning: 'A parameter is missing or not valid. "errors" lists where and why.',
  },
  'damaged-code': {
    status: 400,
    title: 'The share code is damaged',
    meaning: 'Characters were lost or changed on the way. "byte" is where reading stopped, "reason" why.',
  },
  'unsupported-code': {
    status: 400,
    title: 'The share code is of a later version',
    meaning: 'The code is intact, but of a version or a kind that this site does not know yet.',
  },
  'unfit-code': {
    status: 400,
    title: 'The share code does not fit its model',
    meaning: 'The code is intact, but names a direction or a size of z that its model does not have.',
  },
  'unknown-model': {
    status: 404,
    title: 'There is no such model',
    meaning: 'No model of this site has that id or tag. /api/models lists all models.',
  },
  'not-drawable': {
    status: 404,
    title: 'There is no picture of this face here',
    meaning: 'Its model came from elsewhere and is drawn on devices only: open the link in a browser.',
  },
  'not-embeddable': {
    status: 404,
    title: 'There is nothing to embed',
    meaning: 'The url is of another site, or does not lead to a face that this site can draw.',
  },
  'unknown-link': {
    status: 404,
    title: 'There is no such short link',
    meaning: 'No short link of this site has that id.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing here',
    meaning: 'No page, no file and no part of the API has that path.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This method is not allowed here',
    meaning:
      'The path exists, but does not take that method. The Allow header lists the methods that it takes.',
    headers: ['Allow'],
  },
  'body-too-large': {
    status: 413,
    title: 'The request is too large',
    meaning: 'Its body has more bytes than this path takes. /api/docs says how many.',
  },
  'url-too-long': {
    status: 414,
    title: 'The address is too long',
    meaning: 'Its path and query have more characters than any share code needs.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The format of the request is not supported',
    meaning: 'The Content-Type has to be application/json.',
  },
  'precondition-failed': {
    status: 412,
    title: 'The file is not the expected one',
    meaning: 'If-Match does not name the entity tag of the file.',
  },
  'unsatisfiable-range': {
    status: 416,
    title: 'The file has no such bytes',
    meaning: 'The requested range begins past the end of the file. Content-Range has its length.',
    headers: ['Content-Range'],
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    meaning:
      'New pictures and new links are limited for each network and for all. Retry-After says how long to wait.',
    headers: ['Retry-After'],
  },
  'unsupported-format': {
    status: 501,
    title: 'There is no such format',
    meaning: 'oEmbed is answered as json or xml.',
  },
  'links-unavailable': {
    status: 503,
    title: 'Short links do not work at the moment',
    meaning: 'Their database does not answer. Long links, faces and pictures work without it.',
    headers: ['Retry-After'],
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong here',
    meaning: 'This is a fault of the site, not of the request.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemName = keyof typeof PROBLEMS;

export type ProblemOptions = {
  /** Members beside the standard ones, such as `byte`. */
  readonly extension?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
};

/** A problem that becomes the answer to the client: it can be thrown anywhere in a handler. */
export class Problem extends HTTPException {
  readonly problem: ProblemName;
  readonly title: string;
  readonly #options: ProblemOptions;

  /** @param detail what is wrong with this very request, and where, in sentences */
  constructor(problem: ProblemName, detail: string, options: ProblemOptions = {}) {
    const { status, title } = PROBLEMS[problem];
    super(status, { message: detail, cause: options.cause });
    this.problem = problem;
    this.title = title;
    this.#options = options;
  }

  override getResponse(): Response {
    const { status, title, message: detail } = this;
    const type = `/problems/${this.problem}`;
    return Response.json(
      { type, title, status, detail, ...this.#options.extension },
      {
        status,
        headers: {
          'Cache-Control': NO_STORE,
          ...this.#options.headers,
          'Content-Type': 'application/problem+json',
        },
      },
    );
  }
}

/** The members of a problem that RFC 9457 names. */
export const problemSchema = v.object({
  type: v.pipe(v.string(), v.description('A path of this site that says what the problem means.')),
  title: v.string(),
  status: v.pipe(v.number(), v.integer()),
  detail: v.pipe(v.string(), v.description('What is wrong with this very request, and where.')),
});

/** @param allowed the methods that the path does take */
export function methodNotAllowed(method: string, allowed: readonly string[]): Problem {
  const allow = allowed.join(', ');
  return new Problem('method-not-allowed', `This path takes ${allow}, not ${method}.`, {
    headers: { Allow: allow },
  });
}
