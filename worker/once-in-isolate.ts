/**
 * Remembers what `read` resolved to for each key, as long as the isolate and the key live.
 *
 * The value is remembered, not the promise of it: a promise lives as long as the request that made it, and one whose
 * client went away would leave every later request waiting. Two first requests may therefore both read.
 */
export function onceInIsolate<Key extends WeakKey, Rest extends unknown[], Value extends object>(
  read: (key: Key, ...rest: Rest) => Promise<Value>,
): (key: Key, ...rest: Rest) => Promise<Value> {
  const known = new WeakMap<Key, Value>();
  return async (key, ...rest) => {
    const value = known.get(key) ?? (await read(key, ...rest));
    known.set(key, value);
    return value;
  };
}
