/** Faces in the address bar: `/f/CODE` is a face on screen, anything else the wall alone. */

const FACE_PATH = /^\/f\/([^/]+)\/?$/;

/** The share code in a path, or null: `codeInPath('/f/EBor')` is `'EBor'`. Damaged ones too, as they stand. */
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

/** Marks an entry of the history that has the wall behind it, so that closing the face can go back there. */
const OVER_THE_WALL = 'over the wall';

/** Shows a face in the address bar, as a step that Back undoes. */
export function pushFace(code: string): void {
  history.pushState(OVER_THE_WALL, '', pathOf(code) + location.search);
}

/** Shows another face in place of the one in the address bar. */
export function replaceFace(code: string): void {
  history.replaceState(history.state, '', pathOf(code) + location.search);
}

/**
 * Leaves the face: back to the wall where it was opened from, which `popstate` then reports, or else to an
 * address without it.
 *
 * @returns whether `popstate` will come
 */
export function leaveFace(): boolean {
  if (history.state === OVER_THE_WALL) {
    history.back();
    return true;
  }
  history.replaceState(null, '', `/${location.search}`);
  return false;
}
