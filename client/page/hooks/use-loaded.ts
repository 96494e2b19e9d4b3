import { toFailure } from '@dareka/engine';
import { useEffect, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';

/**
 * Calls `load` when the component is mounted, when `inputs` change, and when the visitor tries again. A failure goes to
 * `AppContext.failure`.
 *
 * @returns the latest value; null before the first
 */
export function useLoaded<T>(load: () => Promise<T>, inputs: readonly unknown[]): T | null {
  const app = useAppContext();
  const retries = useStore(app.retries);
  const [loaded, setLoaded] = useState<{ value: T } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    load().then(
      (value) => isCurrent && setLoaded({ value }),
      (error: unknown) => isCurrent && app.failure.set(toFailure(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [...inputs, retries]);
  return loaded === null ? null : loaded.value;
}
