/** What a view waits for before it can show anything. */
import { toFailure } from '@dareka/engine';
import { useEffect, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';

/**
 * Loads anew whenever `inputs` change and when the user tries again; a failure goes to `AppContext.failure`.
 *
 * @returns what came last; null before
 */
export function useLoaded<T>(load: () => Promise<T>, inputs: readonly unknown[]): T | null {
  const app = useAppContext();
  const retries = useStore(app.retries);
  const [loaded, setLoaded] = useState<{ value: T } | null>(null);
  useEffect(() => {
    let wanted = true;
    load().then(
      (value) => wanted && setLoaded({ value }),
      (error: unknown) => wanted && app.failure.set(toFailure(error)),
    );
    return () => {
      wanted = false;
    };
  }, [...inputs, retries]);
  return loaded === null ? null : loaded.value;
}
