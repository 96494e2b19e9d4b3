/** Links as people paste them: with a slash too many, or with the full stop or bracket of the sentence around them. */
import type { MiddlewareHandler } from 'hono';
import { decodeFaceOrNull } from '../../latent/code/code.ts';
import type { WorkerEnv } from '../env.ts';
import { CACHE_DAY } from './cache-control.ts';

/** A percent-encoded byte, also one that was cut off, or a character. */
const PIECE = /%[0-9a-f]{0,2}|./gisu;
/** A path of this site ends with one of these, except below `/a/`. */
const LAST_CHARACTER = /^[a-z0-9_-]$/i;

/** The first segment of avatars' paths, whose last segment is a name: it may end with anything. */
const AVATARS = 'a';

function isLastCharacter(piece: string): boolean {
  const character = /^%[2-7]/.test(piece) ? String.fromCharCode(Number.parseInt(piece.slice(1), 16)) : piece;
  return LAST_CHARACTER.test(character);
}

/** Cuts off what cannot be the end of a path: also the text that follows a link where words have no space between them. */
function withoutPunctuation(segment: string): string {
  const pieces = segment.match(PIECE) ?? [];
  const end = pieces.findLastIndex(isLastCharacter) + 1;
  return end === 0 ? segment : pieces.slice(0, end).join('');
}

/**
 * A path without doubled or final slashes and without anything at its end but ASCII letters, digits, `_` and `-`.
 *
 * @param path of a URL, percent-encoded
 *
 * @example
 * tidyPath('//f/CODE).') === '/f/CODE'
 */
export function tidyPath(path: string): string {
  const segments = path.split('/').filter(Boolean);
  const last = segments.pop() ?? '';
  return `/${[...segments, segments[0] === AVATARS ? last : withoutPunctuation(last)].join('/')}`;
}

/**
 * Markdown leaves this out at the end of a bare address, since it may mean emphasis (GitHub Flavored Markdown, 6.9). Of the share
 * codes of some lengths, one in 64 ends with it.
 */
const LOST_END = '_';

/** The path with the end that was lost, if that makes its share code intact; otherwise the path itself. */
function withLostEnd(path: string): string {
  const whole = path + LOST_END;
  return decodeFaceOrNull(whole.slice(whole.lastIndexOf('/') + 1)) === null ? path : whole;
}

/** Redirects to the tidy path if a path was refused (400 or 404) and is not tidy itself. */
export const redirectToTidyPath: MiddlewareHandler<WorkerEnv> = async (c, next) => {
  await next();
  const { pathname, search } = new URL(c.req.url);
  const tidied = tidyPath(pathname);
  const tidy = c.var.problem === 'damaged-code' ? withLostEnd(tidied) : tidied;
  const isRefused = c.res.status === 400 || c.res.status === 404;
  if (isRefused && tidy !== pathname && (c.req.method === 'GET' || c.req.method === 'HEAD')) {
    c.set('problem', undefined);
    c.res = c.redirect(tidy + search, 301);
    c.header('Cache-Control', CACHE_DAY);
    c.header('Content-Type', undefined);
    // The redirect may not keep other sites from what they may load where it leads.
    c.header('Access-Control-Allow-Origin', '*');
    c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  }
};
