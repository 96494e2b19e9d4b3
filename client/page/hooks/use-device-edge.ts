import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const listeners = new WeakMap<Element, (edge: number) => void>();
/** Many canvases share it. */
let observer: ResizeObserver | undefined;

/**
 * How wide an element is in pixels of the screen, so that a canvas with that many needs no scaling by the browser; null until it is
 * measured, and while the element is not shown.
 */
export function useDeviceEdge(element: RefObject<Element | null>): number | null {
  const [edge, setEdge] = useState(0);
  useEffect(() => {
    const target = element.current;
    if (target === null) {
      return;
    }
    listeners.set(target, setEdge);
    observer ??= new ResizeObserver(report);
    observer.observe(target);
    return () => {
      observer?.unobserve(target);
      listeners.delete(target);
    };
  }, []);
  return edge === 0 ? null : edge;
}

function report(entries: readonly ResizeObserverEntry[]): void {
  for (const { target, contentRect } of entries) {
    listeners.get(target)?.(Math.round(contentRect.width * devicePixelRatio));
  }
}
