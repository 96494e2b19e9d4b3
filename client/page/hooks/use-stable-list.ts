import { useRef } from 'preact/hooks';

/** The same array as at the last render, as long as its elements are the same, so that hooks can depend on it. */
export function useStableList<T>(list: readonly T[]): readonly T[] {
  const stable = useRef(list);
  const previous = stable.current;
  if (list.length !== previous.length || list.some((element, i) => element !== previous[i])) {
    stable.current = list;
  }
  return stable.current;
}
