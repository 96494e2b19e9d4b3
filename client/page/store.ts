/** A value that components show and that others change: the smallest observable store. */
import { useEffect, useReducer } from 'preact/hooks';

export type Store<T> = {
  get(): T;
  /** Calls the listeners, unless the value is the same by `Object.is`. */
  set(value: T): void;
  /** @returns unsubscribes */
  subscribe(listener: () => void): () => void;
};

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) {
        return;
      }
      value = next;
      for (const listener of listeners) {
        listener();
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The store's value; the component renders again when it changes. */
export function useStore<T>(store: Store<T>): T {
  return useSelected(store, (value) => value);
}

/** A part of the store's value; the component renders again only when that part changes, by `Object.is`. @param select always the same part */
export function useSelected<T, Part>(store: Store<T>, select: (value: T) => Part): Part {
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  const rendered = select(store.get());
  useEffect(() => {
    let last = rendered;
    function look(): void {
      const now = select(store.get());
      if (!Object.is(now, last)) {
        last = now;
        renderAgain(undefined);
      }
    }
    // It may have changed between the render and this subscription.
    look();
    return store.subscribe(look);
  }, [store]);
  return rendered;
}
