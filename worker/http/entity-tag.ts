/** Entity tags and the conditions that name them (RFC 9110, sections 8.8.3 and 13.1). */
import type { MiddlewareHandler } from 'hono';
import { sha256Hex } from '../sha256.ts';
import { REVALIDATE } from './cache-control.ts';

/** Strong tags identify bytes; weak ones what the bytes mean. A weak comparison does not tell the two apart. */
export type Comparison = 'strong' | 'weak';

/** A tag may hold commas and asterisks. */
const ENTITY_TAG = /(?:W\/)?"[^"]*"/g;

/**
 * Whether a list of entity tags, the value of If-Match or If-None-Match, names a tag.
 *
 * @example
 * listsTag('"a", W/"b"', '"b"', 'weak') === true
 */
export function listsTag(list: string, tag: string, comparison: Comparison): boolean {
  if (list.trim() === '*') {
    return true;
  }
  if (comparison === 'strong' && tag.startsWith('W/')) {
    return false;
  }
  const opaque = (item: string): string => (comparison === 'weak' ? item.replace(/^W\//, '') : item);
  return (list.match(ENTITY_TAG) ?? []).some((item) => opaque(item) === opaque(tag));
}

/** What a 304 repeats of the headers of the 200 it stands for. */
export type Validators = Readonly<Record<string, string>> & {
  readonly ETag: string;
  readonly 'Cache-Control': string;
};

/** The answer 304 where If-None-Match says that the client has this already, or `undefined`. */
export function notModified(request: Request, validators: Validators): Response | undefined {
  const list = request.headers.get('If-None-Match');
  return list !== null && listsTag(list, validators.ETag, 'weak')
    ? new Response(null, { status: 304, headers: validators })
    : undefined;
}

/** For answers that are generated for each request: their tag is the hash of their body. */
export const tagBody: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.res.status !== 200) {
    return;
  }
  const validators = {
    ETag: `"${await sha256Hex(await c.res.clone().arrayBuffer())}"`,
    'Cache-Control': c.res.headers.get('Cache-Control') ?? REVALIDATE,
  };
  c.header('ETag', validators.ETag);
  const unchanged = notModified(c.req.raw, validators);
  if (unchanged !== undefined) {
    c.res = unchanged;
  }
};
