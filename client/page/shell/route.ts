/**
 * What the address bar says: `/f/CODE#VIEW/PART/PART`. The path holds the share code of the face on screen, which is
 * what the server needs for the preview of a link; the hash holds the view, which only the page needs. Without a face and
 * parts, the path is that of the view, `/VIEW`, which has a preview of its own. `/` is the home view.
 */
import { HOME_VIEW, VIEW_NAMES, type ViewName } from '../views.ts';

export type PageRoute = {
  readonly view: ViewName;
  /** The share code of the face on screen, or null. Not checked: it may be damaged. */
  readonly code: string | null;
  /** What else the view keeps in the address: codes of other faces, a filter, a training step. */
  readonly parts: readonly string[];
};

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

/**
 * @param path of the URL
 * @param hash of the URL, with its #, or empty
 */
export function parseRoute(path: string, hash: string): PageRoute {
  const [name, ...parts] = hash.replace(/^#/, '').split('/');
  const view = VIEW_NAMES.find((known) => known === name);
  const viewOfPath = VIEW_NAMES.find((known) => `/${known}` === path.replace(/\/$/, ''));
  return {
    view: view ?? viewOfPath ?? HOME_VIEW,
    code: parseFacePath(path),
    parts: view === undefined ? [] : parts,
  };
}

/** The path and hash of a route; `parseRoute` is the inverse. */
export function formatRoute({ view, code, parts }: PageRoute): string {
  if (code === null && parts.length === 0) {
    return viewPath(view);
  }
  const path = code === null ? '/' : facePath(code);
  return view === HOME_VIEW && parts.length === 0 ? path : `${path}#${[view, ...parts].join('/')}`;
}
