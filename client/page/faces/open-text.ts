/** What a visitor types or pastes to open a face: a link, a share code, HTML that embeds a face, or a name. */
import { AVATAR_VERSIONS, CURRENT_AVATAR_VERSION } from '../../../latent/avatar.ts';
import { CodeError, decodeFace } from '../../../latent/code/code.ts';
import { type PageRoute, parseFacePath, parseRoute } from '../shell/route.ts';
import { HOME_VIEW, VIEW_NAMES } from '../views.ts';

/** Why a text opens nothing; `texts.ts` has a sentence for each. */
export type TextProblem = 'nothing' | 'noFace' | 'damagedLink' | 'damagedCode' | 'newer';

export type OpenedText =
  | { readonly route: PageRoute }
  /** A short link of this site, which only the site can resolve. */
  | { readonly shortLink: string }
  | { readonly problem: TextProblem };

/** URLs, also within HTML, Markdown and sentences: quotation marks, parentheses and Japanese punctuation end one. */
const URLS = /https?:\/\/[^\s"'<>()、。，．！？：；「」『』（）【】〈〉《》“”‘’]+/gi;
/** What ends a sentence or a part of it, after a URL. */
const PUNCTUATION = /[.,:;!?…]+$/;
/** A path of a site, or an address without its scheme. */
const BARE_ADDRESS = /^(?:[\w.-]+(?::\d+)?)?\/(?:f|embed|a|s)\/\S+$/;
const FACE_ADDRESS = /^\/(?:f|embed|api\/faces)\/([A-Za-z0-9_-]+)(?:\.(?:png|webp|jpg)|\/card\.png)?\/?$/;
const AVATAR_ADDRESS = new RegExp(`^/a/(?:(${AVATAR_VERSIONS.join('|')})/)?([^/]+?)(?:\\.(png|webp|jpg))?$`);
const SHORT_LINK = /^\/s\/[A-Za-z0-9]+$/;
/** The first letters of a code of version 1 and any kind, and a capital after them, which a name rarely has. */
const LIKE_A_CODE = /^E[A-Za-v](?=.*[A-Z])[\w-]{8,}$/;

/** @param origin of this site */
export function openText(text: string, origin: string): OpenedText {
  const typed = text.trim();
  if (typed === '') {
    return { problem: 'nothing' };
  }
  const urls = urlsIn(typed, origin);
  if (urls.length > 0) {
    const opened = urls.map((url) => openUrl(url, origin)).find((found) => found !== null);
    return opened ?? { problem: 'noFace' };
  }
  const found = openCode(typed);
  if (found !== null) {
    return found === 'newer' ? { problem: 'newer' } : { route: routeOfFace(found.code) };
  }
  return LIKE_A_CODE.test(typed) ? { problem: 'damagedCode' } : { route: routeOfName(typed) };
}

export function routeOfName(name: string): PageRoute {
  return { view: 'avatars', code: null, parts: [], query: { name } };
}

function routeOfFace(code: string): PageRoute {
  return { view: HOME_VIEW, code, parts: [] };
}

function urlsIn(text: string, origin: string): URL[] {
  const bare = BARE_ADDRESS.test(text) ? [text.startsWith('/') ? origin + text : `https://${text}`] : [];
  const written = (text.match(URLS) ?? []).flatMap((url) => {
    const inSentence = url.replace(PUNCTUATION, '');
    // A name may end in a full stop.
    return url === text ? [url, inSentence] : [inSentence];
  });
  return [...written, ...bare].flatMap((url) => {
    const decoded = url.replaceAll('&amp;', '&');
    return URL.canParse(decoded) ? new URL(decoded) : [];
  });
}

/** A share code, or null; `newer` for an intact code of a later version or kind. Programs that make links in Markdown leave out a `_` at the end. */
function openCode(text: string): { code: string } | 'newer' | null {
  for (const code of [text, `${text}_`]) {
    try {
      decodeFace(code);
      return { code };
    } catch (error) {
      if (!(error instanceof CodeError)) {
        throw error;
      }
      if (error.isNewer) {
        return 'newer';
      }
    }
  }
  return null;
}

/**
 * Faces and names are the same on every site. Short links, and views that hold neither, open only from links to this site.
 *
 * @returns null for a link that leads to none of these
 */
function openUrl(url: URL, origin: string): OpenedText | null {
  const isHere = url.origin === origin;
  const written = FACE_ADDRESS.exec(url.pathname)?.[1];
  if (written !== undefined) {
    const found = openCode(written);
    if (found === null || found === 'newer') {
      return { problem: found === null ? 'damagedLink' : 'newer' };
    }
    return {
      route: parseFacePath(url.pathname) ? { ...parseRoute(url), ...found } : routeOfFace(found.code),
    };
  }
  const [, version, name, format] = AVATAR_ADDRESS.exec(url.pathname) ?? [];
  if (name !== undefined) {
    const query = {
      ...Object.fromEntries(url.searchParams),
      name: decodeOrKeep(name),
      ...(format === undefined ? {} : { format }),
      ...(version === CURRENT_AVATAR_VERSION ? {} : { version: version ?? 'latest' }),
    };
    return { route: { ...routeOfName(''), query } };
  }
  if (isHere && SHORT_LINK.test(url.pathname)) {
    return { shortLink: url.pathname };
  }
  const route = parseRoute(url);
  const isView = url.pathname === '/' || VIEW_NAMES.some((view) => url.pathname === `/${view}`);
  const isOwn = route.parts.length > 0 || route.query?.name !== undefined;
  return isView && (isHere || isOwn) ? { route } : null;
}

function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
