/** Which elements are on screen or soon will be. */

/** Two screens ahead and behind: far enough that scrolling meets no blank ones. */
const MARGIN = '200%';

const listeners = new WeakMap<Element, (near: boolean) => void>();
let observer: IntersectionObserver | undefined;

/**
 * Calls `listener` whenever the element comes near the screen or leaves for far away.
 *
 * @returns stops the calls
 */
export function watchNearness(element: Element, listener: (near: boolean) => void): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
    },
    { rootMargin: MARGIN },
  );
  listeners.set(element, listener);
  observer.observe(element);
  return () => {
    observer?.unobserve(element);
    listeners.delete(element);
  };
}
