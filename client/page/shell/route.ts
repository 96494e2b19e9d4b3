/**
 * What the address bar says: `/f/CODE#VIEW/PART/PART`. The path holds the share code of the face on screen, which is
 * what the server needs for the preview of a link; the hash holds the view, which only the page needs. Without a face and
 * parts, the path is that of the view, `/VIEW`, which has a preview of its own, and may have a query of its own, too: `/VIEW?name=alice`.
 * `/` is the home view.
 */
import { HOME_VIEW, VIEW_NAMES, VIEWS, type ViewName } from '../views.ts';

export type PageRoute = {
  readonly view: ViewName;
  /** The share code of the face on screen, or null. Not checked: it may be damaged. */
  readonly code: string | null;
  /** What else the view keeps in the address: codes of other faces, a filter, a training step. */
  readonly parts: readonly string[];
  /** What a view with `keepsQuery` keeps in the query; not checked. */
  readonly query?: Readonly<Record<string, string>>;
};

/** The parameters of a query that concern the whole page, in any view. */
export const PAGE_QUERY: readonly string[] = ['lang', 'backend', 'runtime'];

const FACE_PATH = /^\/f\/([^/]+)\/?$/;

/** The share code in a path, or null: `parseFacePath('/f/EBor')` is `'EBor'`. */
export function parseFacePath(path: string): string | null {
  return FACE_PATH.exec(path)?.[1] ?? null;
}

/** The path of a face: `/f/CODE`. */
export function facePath(code: string): string {
  return `/f/${code}`;
}

/** The path of a view without a face: `/VIEW`. */
export function viewPath(view: ViewName): string {
  return view === HOME_VIEW ? '/' : `/${view}`;
}

/** The link to share: an absolute URL. */
export function faceUrl(code: string): string {
  return new URL(facePath(code), location.origin).href;
}

/** The route that an address of the page leads to. */
export function parseRoute({ pathname, search, hash }: Pick<URL, 'pathname' | 'search' | 'hash'>): PageRoute {
  const [name, ...parts] = hash.replace(/^#/, '').split('/');
  const viewOfHash = VIEW_NAMES.find((known) => known === name);
  const viewOfPath = VIEW_NAMES.find((known) => `/${known}` === pathname.replace(/\/$/, ''));
  const view = viewOfHash ?? viewOfPath ?? HOME_VIEW;
  const query = [...new URLSearchParams(search)].filter(([each]) => !PAGE_QUERY.includes(each));
  return {
    view,
    code: parseFacePath(pathname),
    parts: viewOfHash === undefined ? [] : parts,
    ...(VIEWS[view].keepsQuery ? { query: Object.fromEntries(query) } : {}),
  };
}

/** The path, query and hash of a route, without the parameters of `PAGE_QUERY`; `parseRoute` is the inverse. */
export function formatRoute({ view, code, parts, query = {} }: PageRoute): string {
  if (code === null && parts.length === 0) {
    const own = new URLSearchParams(query).toString();
    return viewPath(view) + (own === '' ? '' : `?${own}`);
  }
  const path = code === null ? '/' : facePath(code);
  return view === HOME_VIEW && parts.length === 0 ? path : `${path}#${[view, ...parts].join('/')}`;
}
