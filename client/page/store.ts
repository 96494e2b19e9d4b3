/** A value that the page shows, and everyone who shows it. */
import { useEffect, useReducer } from 'preact/hooks';

export type Store<T> = {
  get(): T;
  set(value: T): void;
  /** @returns stops the calls */
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

/** The store's value; the component renders again whenever it changes. */
export function useStore<T>(store: Store<T>): T {
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  const shown = store.get();
  useEffect(() => {
    if (!Object.is(store.get(), shown)) {
      renderAgain(undefined);
    }
    return store.subscribe(() => renderAgain(undefined));
  }, [store]);
  return shown;
}
