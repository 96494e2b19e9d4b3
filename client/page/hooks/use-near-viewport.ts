/** Whether an element is on screen or soon will be. */
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

type SharedObserver = {
  readonly observer: IntersectionObserver;
  readonly listeners: WeakMap<Element, (isNear: boolean) => void>;
};

/** One observer per margin: thousands of tiles share it. */
const observers = new Map<string, SharedObserver>();

/**
 * @param margin how far outside the viewport still counts as near: the `rootMargin` of an IntersectionObserver
 * @param initial the answer until the browser has reported one
 */
export function useNearViewport(
  element: RefObject<Element | null>,
  { margin, initial }: { margin: string; initial: boolean },
): boolean {
  const [isNear, setNear] = useState(initial);
  useEffect(() => {
    const target = element.current;
    if (target === null) {
      return;
    }
    const { observer, listeners } = sharedObserver(margin);
    listeners.set(target, setNear);
    observer.observe(target);
    return () => {
      observer.unobserve(target);
      listeners.delete(target);
    };
  }, [margin]);
  return isNear;
}

function sharedObserver(margin: string): SharedObserver {
  const known = observers.get(margin);
  if (known !== undefined) {
    return known;
  }
  const listeners: SharedObserver['listeners'] = new WeakMap();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        listeners.get(target)?.(isIntersecting);
      }
    },
    { rootMargin: margin },
  );
  const shared = { observer, listeners };
  observers.set(margin, shared);
  return shared;
}
