/** Keeps the route and the browser's history in step. */
import { createStore, type Store } from '../store.ts';
import { formatRoute, parseRoute, type Route } from './route.ts';

export type Router = {
  readonly route: Store<Route>;
  /** Adds an entry to the history. */
  go(route: Route): void;
  /** Replaces the present entry of the history. */
  replace(route: Route): void;
  /** As `replace`, but the address bar follows later: for routes that change many times a second. */
  replaceSoon(route: Route): void;
  /** Adds an entry for something that lies over the page, such as a dialog. */
  openOverlay(route: Route): void;
  /** Goes back to the entry under the overlay; an overlay that the visitor came to by a link is replaced by `fallback`. */
  closeOverlay(fallback: Route): void;
};

/** The `history.state` of an overlay: the entry before it is the page under it. */
const OVERLAY = 'over the page';
/** Browsers allow about 100 changes of the address in 30 seconds. */
const REPLACE_SOON_MS = 300;

export function createRouter(): Router {
  const current = (): Route => parseRoute(location.pathname, location.hash);
  const route = createStore<Route>(current());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unwritten: Route | undefined;

  /** The query stays as it is: `?lang=` and `?backend=` hold for all views. */
  function url(to: Route): string {
    const [path, hash] = formatRoute(to).split('#');
    return `${path}${location.search}${hash === undefined ? '' : `#${hash}`}`;
  }
  const write = (to: Route): void => history.replaceState(history.state, '', url(to));
  /** Writes the route of `replaceSoon` now, before another entry is the present one. */
  function flush(): void {
    clearTimeout(timer);
    if (unwritten !== undefined) {
      write(unwritten);
    }
    unwritten = undefined;
  }
  function discard(): void {
    clearTimeout(timer);
    unwritten = undefined;
  }
  function push(to: Route, state: unknown): void {
    flush();
    history.pushState(state, '', url(to));
    route.set(to);
  }
  addEventListener('popstate', () => {
    discard();
    route.set(current());
  });
  addEventListener('pagehide', flush);

  return {
    route,
    go: (to) => push(to, null),
    openOverlay: (to) => push(to, OVERLAY),
    replace(to) {
      discard();
      write(to);
      route.set(to);
    },
    replaceSoon(to) {
      unwritten = to;
      route.set(to);
      clearTimeout(timer);
      timer = setTimeout(flush, REPLACE_SOON_MS);
    },
    closeOverlay(fallback) {
      if (history.state === OVERLAY) {
        history.back();
      } else {
        this.replace(fallback);
      }
    },
  };
}
