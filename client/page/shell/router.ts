/** Keeps the route and the browser's history in step. */
import { createStore, type Store } from '../store.ts';
import { formatRoute, PAGE_QUERY, type PageRoute, parseRoute } from './route.ts';

export type Router = {
  readonly route: Store<PageRoute>;
  /** Adds an entry to the history. */
  go(route: PageRoute): void;
  /**
   * Adds an entry for a change within a view, which `undo` takes back, as the browser's Back does; after a reload too. It does nothing where
   * nothing changes, and where the view is not on screen any more.
   */
  change(route: PageRoute): void;
  /** Whether the current entry is that of a change. */
  canUndo(): boolean;
  /** Goes back to the entry before the change. */
  undo(): void;
  /** Replaces the current entry of the history. */
  replace(route: PageRoute): void;
  /** Like `replace`, but the address bar follows only so often: for routes that change many times a second. */
  replaceSoon(route: PageRoute): void;
  /** Adds an entry for something that lies over the page, such as a dialog. */
  openOverlay(route: PageRoute): void;
  /** Goes back to the entry under the overlay; an overlay that the visitor came to by a link is replaced by `fallback`. */
  closeOverlay(fallback: PageRoute): void;
};

/** The `history.state` of an overlay: the entry before it is the page under it. */
const OVERLAY = 'over the page';
/** The `history.state` of a change within a view. */
const CHANGE = 'changed in the view';
/** The least time between two changes of the address by `replaceSoon`, in milliseconds. Browsers allow about 100 in 30 seconds. */
const REPLACE_SOON_MS = 400;

export function createRouter(): Router {
  const current = (): PageRoute => parseRoute(location);
  const route = createStore<PageRoute>(current());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unwritten: PageRoute | undefined;
  /** When `replaceSoon` last changed the address, by `performance.now`. */
  let writtenAt = Number.NEGATIVE_INFINITY;
  /** Whether the entry before is on its way: a second press would go back by one more. */
  let isGoingBack = false;

  /** `?lang=`, `?backend=` and `?runtime=` hold for all views. */
  function url(to: PageRoute): string {
    const next = new URL(formatRoute(to), location.origin);
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (PAGE_QUERY.includes(name)) {
        next.searchParams.set(name, value);
      }
    }
    return next.pathname + next.search + next.hash;
  }
  const write = (to: PageRoute): void => history.replaceState(history.state, '', url(to));
  /** Writes the route of `replaceSoon` now, before another entry becomes the current one. */
  function flush(): void {
    clearTimeout(timer);
    if (unwritten !== undefined) {
      write(unwritten);
      writtenAt = performance.now();
    }
    unwritten = undefined;
  }
  function discard(): void {
    clearTimeout(timer);
    unwritten = undefined;
  }
  function push(to: PageRoute, state: unknown): void {
    flush();
    history.pushState(state, '', url(to));
    route.set(to);
  }
  function goBack(): void {
    if (!isGoingBack) {
      isGoingBack = true;
      history.back();
    }
  }
  addEventListener('popstate', () => {
    isGoingBack = false;
    discard();
    route.set(current());
  });
  addEventListener('pagehide', flush);
  // The entry before may be another document, from which the browser brings this one back as it was.
  addEventListener('pageshow', () => {
    isGoingBack = false;
  });

  return {
    route,
    go: (to) => push(to, null),
    openOverlay: (to) => push(to, OVERLAY),
    change(to) {
      const from = route.get();
      // A slider tells of its last key when Back has taken it away, too: that must not lead to its view again.
      if (to.view === from.view && formatRoute(to) !== formatRoute(from)) {
        push(to, CHANGE);
      }
    },
    canUndo: () => history.state === CHANGE,
    undo() {
      if (history.state === CHANGE) {
        goBack();
      }
    },
    replace(to) {
      discard();
      write(to);
      route.set(to);
    },
    replaceSoon(to) {
      unwritten = to;
      route.set(to);
      clearTimeout(timer);
      const wait = writtenAt + REPLACE_SOON_MS - performance.now();
      if (wait <= 0) {
        // At once: a reload takes the address before the page hears of it.
        flush();
      } else {
        timer = setTimeout(flush, wait);
      }
    },
    closeOverlay(fallback) {
      if (history.state === OVERLAY) {
        goBack();
      } else {
        this.replace(fallback);
      }
    },
  };
}
