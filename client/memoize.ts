/** Promises that are created once. A promise that rejects is forgotten, so that the next call tries again. */

/** Calls `make` at the first call; later calls are given the same promise. */
export function memoize<T>(make: () => Promise<T>): () => Promise<T> {
  const memo = createMemo<T>();
  return () => memo('', make);
}

/** Like `memoize`, with one promise for each key. */
export function memoizeByKey<T>(make: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const memo = createMemo<T>();
  return (key) => memo(key, () => make(key));
}

/** Like `memoizeByKey`, but each call passes the function that makes its promise. */
export function createMemo<T>(): (key: string, make: () => Promise<T>) => Promise<T> {
  const promises = new Map<string, Promise<T>>();
  return (key, make) => {
    const known = promises.get(key);
    if (known !== undefined) {
      return known;
    }
    const promise = make();
    promises.set(key, promise);
    promise.catch(() => {
      if (promises.get(key) === promise) {
        promises.delete(key);
      }
    });
    return promise;
  };
}
