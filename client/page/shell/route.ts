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
export type ViewName = (typeof VIEWS)[number];

export type Route = {
  readonly view: ViewName;
  /** The share code of the face on screen, or null. Damaged ones too, as they stand. */
  readonly code: string | null;
  /** What else the view keeps in the address: codes of other faces, a filter, a step. */
  readonly parts: readonly string[];
};

const FACE_PATH = /^\/f\/([^/]+)\/?$/;

/** The share code in a path, or null: `codeInPath('/f/EBor')` is `'EBor'`. */
export function parseFacePath(path: string): string | null {
  return FACE_PATH.exec(path)?.[1] ?? null;
}

/** The path of a face: `/f/CODE`. */
export function facePath(code: string): string {
  return `/f/${code}`;
}

/** The link to give away. */
export function faceUrl(code: string): string {
  return new URL(facePath(code), location.origin).href;
}

/**
 * @param path of the URL
 * @param hash of the URL, with its #, or empty
 */
export function parseRoute(path: string, hash: string): Route {
  const [name, ...parts] = hash.replace(/^#/, '').split('/');
  const view = VIEWS.find((known) => known === name);
  return { view: view ?? 'faces', code: parseFacePath(path), parts: view === undefined ? [] : parts };
}

/** The path and hash of a route; `routeOf` leads back. */
export function formatRoute({ view, code, parts }: Route): string {
  const path = code === null ? '/' : facePath(code);
  return view === 'faces' && parts.length === 0 ? path : `${path}#${[view, ...parts].join('/')}`;
}
