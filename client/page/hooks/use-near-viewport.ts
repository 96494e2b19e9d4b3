/** Which elements are on screen or soon will be. */

/** Two screens ahead and behind: far enough that scrolling meets no blank ones. */
const MARGIN = '200%';

type Watch = {
  readonly observer: IntersectionObserver;
  readonly listeners: WeakMap<Element, (near: boolean) => void>;
};
const watches = new Map<string, Watch>();

/**
 * Calls `listener` whenever the element comes near the screen or leaves for far away.
 *
 * @param margin how near is near: of the screen's height, or in pixels, as of an IntersectionObserver
 * @returns stops the calls
 */
export function watchNearness(
  element: Element,
  listener: (near: boolean) => void,
  margin = MARGIN,
): () => void {
  const { observer, listeners } = watchAt(margin);
  listeners.set(element, listener);
  observer.observe(element);
  return () => {
    observer.unobserve(element);
    listeners.delete(element);
  };
}

function watchAt(margin: string): Watch {
  const known = watches.get(margin);
  if (known !== undefined) {
    return known;
  }
  const listeners: Watch['listeners'] = new WeakMap();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        listeners.get(target)?.(isIntersecting);
      }
    },
    { rootMargin: margin },
  );
  const watch = { observer, listeners };
  watches.set(margin, watch);
  return watch;
}
