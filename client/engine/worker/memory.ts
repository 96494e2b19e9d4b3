/** Promises by key, made once; one that rejects is forgotten, so that the next call tries again. */

export type Memory<T> = (key: string, make: () => Promise<T>) => Promise<T>;

export function createMemory<T>(): Memory<T> {
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
