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
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  const rendered = store.get();
  useEffect(() => {
    // It may have changed between the render and this subscription.
    if (!Object.is(store.get(), rendered)) {
      renderAgain(undefined);
    }
    return store.subscribe(() => renderAgain(undefined));
  }, [store]);
  return rendered;
}
