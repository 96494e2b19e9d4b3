/** The route on screen and the browser's history, kept in step. */
import { createStore, type Store } from '../store.ts';
import { formatRoute, parseRoute, type Route } from './route.ts';

export type Router = {
  readonly route: Store<Route>;
  /** Goes somewhere else, as a step that Back undoes. */
  go(route: Route): void;
  /** Says where one is by now, in place of what the address bar says. */
  replace(route: Route): void;
  /** As `replace`, soon: for what changes faster than browsers let the address change. */
  settle(route: Route): void;
  /** Opens a face over what is on screen; `leave` goes back there. */
  goOver(route: Route): void;
  /** Leaves what `goOver` opened: back to where that was, or else to `otherwise`. */
  leave(otherwise: Route): void;
};

/** Marks an entry of the history that has the page behind it, so that leaving it can go back there. */
const OVER = 'over the page';
/** Browsers allow about 100 changes of the address in 30 seconds. */
const SETTLE_MS = 300;

export function createRouter(): Router {
  const current = (): Route => parseRoute(location.pathname, location.hash);
  const route = createStore<Route>(current());
  let settling: ReturnType<typeof setTimeout> | undefined;
  let unsettled: Route | undefined;

  function address(to: Route): string {
    const [path, hash] = formatRoute(to).split('#');
    return `${path}${location.search}${hash === undefined ? '' : `#${hash}`}`;
  }
  const write = (to: Route): void => history.replaceState(history.state, '', address(to));
  /** What was about to be written belongs to the entry that is being left. */
  function flush(): void {
    clearTimeout(settling);
    if (unsettled !== undefined) {
      write(unsettled);
    }
    unsettled = undefined;
  }
  function push(to: Route, state: unknown): void {
    flush();
    history.pushState(state, '', address(to));
    route.set(to);
  }
  function follow(): void {
    clearTimeout(settling);
    unsettled = undefined;
    route.set(current());
  }
  addEventListener('popstate', follow);
  addEventListener('pagehide', flush);

  return {
    route,
    go: (to) => push(to, null),
    goOver: (to) => push(to, OVER),
    replace(to) {
      clearTimeout(settling);
      unsettled = undefined;
      write(to);
      route.set(to);
    },
    settle(to) {
      unsettled = to;
      route.set(to);
      clearTimeout(settling);
      settling = setTimeout(flush, SETTLE_MS);
    },
    leave(otherwise) {
      if (history.state === OVER) {
        history.back();
      } else {
        this.replace(otherwise);
      }
    },
  };
}
