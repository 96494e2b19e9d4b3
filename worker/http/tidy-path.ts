/** Links as people paste them: with a slash too many, or with the full stop or bracket of the sentence around them. */
import type { MiddlewareHandler } from 'hono';
import type { WorkerEnv } from '../env.ts';
import { CACHE_DAY } from './cache-control.ts';

/** What a path of this site may end with. */
const LAST_CHARACTER = /[\p{L}\p{N}_-]/u;

/** Below it, the last segment is a name, which may end with anything. */
const NAMES = 'a';

function withoutPunctuation(segment: string): string {
  let text: string;
  try {
    text = decodeURIComponent(segment);
  } catch {
    return segment;
  }
  let end = text.length;
  while (end > 0 && !LAST_CHARACTER.test(text.charAt(end - 1))) {
    end--;
  }
  return end === 0 || end === text.length ? segment : encodeURIComponent(text.slice(0, end));
}

/**
 * A path without doubled or final slashes and without punctuation at its end.
 *
 * @param path of a URL, percent-encoded
 *
 * @example
 * tidyPath('//f/CODE).') === '/f/CODE'
 */
export function tidyPath(path: string): string {
  const segments = path.split('/').filter(Boolean);
  const last = segments.pop() ?? '';
  return `/${[...segments, segments[0] === NAMES ? last : withoutPunctuation(last)].join('/')}`;
}

/** Where nothing is found at a path or its share code is damaged, and the tidy path is another one, redirects there. */
export const redirectToTidyPath: MiddlewareHandler<WorkerEnv> = async (c, next) => {
  await next();
  const { pathname, search } = new URL(c.req.url);
  const tidy = tidyPath(pathname);
  const isRefused = c.res.status === 400 || c.res.status === 404;
  if (isRefused && tidy !== pathname && (c.req.method === 'GET' || c.req.method === 'HEAD')) {
    c.set('problem', undefined);
    c.res = c.redirect(tidy + search, 301);
    c.header('Cache-Control', CACHE_DAY);
    c.header('Content-Type', undefined);
  }
};
