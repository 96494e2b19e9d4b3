/** What a view waits for before it can show anything. */
import { toFailure } from '@dareka/engine';
import { useEffect, useState } from 'preact/hooks';
import type { House } from '../house.ts';
import { useStore } from './store.ts';

/**
 * Loads anew whenever `inputs` change, and when somebody says to try again after a failure, which the house tells of.
 *
 * @returns what came last; null before
 */
export function useLoaded<T>(house: House, load: () => Promise<T>, inputs: readonly unknown[]): T | null {
  const attempt = useStore(house.attempt);
  const [loaded, setLoaded] = useState<{ value: T } | null>(null);
  useEffect(() => {
    let wanted = true;
    load().then(
      (value) => wanted && setLoaded({ value }),
      (error: unknown) => wanted && house.failure.set(toFailure(error)),
    );
    return () => {
      wanted = false;
    };
  }, [...inputs, attempt]);
  return loaded === null ? null : loaded.value;
}
