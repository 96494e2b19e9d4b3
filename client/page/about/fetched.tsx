import type { ComponentChildren } from 'preact';
import { Loading } from '../ui/loading.tsx';

type FetchedProps<T> = {
  /** What `useLoaded` gives: null until it is fetched. */
  fetched: { readonly value: T | null } | null;
  /** Shown where there is no such value. */
  none: ComponentChildren;
  children: (value: T) => ComponentChildren;
};

/** Renders its children with a value that is fetched, and until then a placeholder. */
export function Fetched<T>({ fetched, none, children }: FetchedProps<T>) {
  if (fetched === null) {
    return <Loading />;
  }
  return <>{fetched.value === null ? none : children(fetched.value)}</>;
}
