/**
 * Where one is, as the address bar says it: `/f/CODE#VIEW/PART/PART`. The path holds the face on screen and is what
 * the edge unfurls; what follows # is the view, which only the page has to know. `/` alone is the wall of faces.
 */

export const VIEWS = [
  'faces',
  'studio',
  'mix',
  'arithmetic',
  'inside',
  'training',
  'lesson',
  'quiz',
  'about',
] as const;
export type View = (typeof VIEWS)[number];

export type Route = {
  readonly view: View;
  /** The share code of the face on screen, or null. Damaged ones too, as they stand. */
  readonly code: string | null;
  /** What else the view keeps in the address: codes of other faces, a filter, a step. */
  readonly parts: readonly string[];
};

const FACE_PATH = /^\/f\/([^/]+)\/?$/;

/** The share code in a path, or null: `codeInPath('/f/EBor')` is `'EBor'`. */
export function codeInPath(path: string): string | null {
  return FACE_PATH.exec(path)?.[1] ?? null;
}

/** The path of a face: `/f/CODE`. */
export function pathOf(code: string): string {
  return `/f/${code}`;
}

/** The link to give away. */
export function linkTo(code: string): string {
  return new URL(pathOf(code), location.origin).href;
}

/**
 * @param path of the URL
 * @param hash of the URL, with its #, or empty
 */
export function routeOf(path: string, hash: string): Route {
  const [name, ...parts] = hash.replace(/^#/, '').split('/');
  const view = VIEWS.find((known) => known === name);
  return { view: view ?? 'faces', code: codeInPath(path), parts: view === undefined ? [] : parts };
}

/** The path and hash of a route; `routeOf` leads back. */
export function hrefOf({ view, code, parts }: Route): string {
  const path = code === null ? '/' : pathOf(code);
  return view === 'faces' && parts.length === 0 ? path : `${path}#${[view, ...parts].join('/')}`;
}
