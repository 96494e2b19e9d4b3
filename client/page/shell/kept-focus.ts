/** Where the focus goes when the element that has it is taken away, as a button that has done its work is. */

/** Time for a view to give the focus a place of its own, in milliseconds. */
const GRACE_MS = 150;

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex="0"]';

/** Where the element that had the focus was removed. Its siblings may be gone by now, too. */
type Loss = { readonly before: Node | null; readonly after: Node | null; readonly parent: Node };

/**
 * Browsers leave the focus nowhere when its element is removed: a screen reader then starts at the top of the page. This moves the focus to what
 * stood after the element, or else before it, or else to the whole content.
 *
 * @param content can have the focus itself
 */
export function keepFocus(content: HTMLElement): void {
  let focused: Element | null = null;
  content.addEventListener('focusin', ({ target }) => {
    focused = target instanceof Element ? target : null;
  });
  new MutationObserver((records) => {
    const lost = focused;
    if (lost === null || lost.isConnected || document.activeElement !== document.body) {
      return;
    }
    focused = null;
    const losses = records
      .filter(({ removedNodes }) => [...removedNodes].some((node) => node.contains(lost)))
      .map(({ previousSibling, nextSibling, target }): Loss => {
        return { before: previousSibling, after: nextSibling, parent: target };
      });
    setTimeout(() => {
      if (document.activeElement === document.body) {
        (placeFor(losses) ?? content).focus({ preventScroll: true });
      }
    }, GRACE_MS);
  }).observe(content, { childList: true, subtree: true });
}

function placeFor(losses: readonly Loss[]): HTMLElement | undefined {
  for (const { before, after, parent } of losses) {
    if (!parent.isConnected) {
      continue;
    }
    const found = nearest(after, 'nextSibling', 0) ?? nearest(before, 'previousSibling', -1);
    const around = parent instanceof Element ? focusableIn(parent).at(0) : undefined;
    if (found !== undefined || around !== undefined) {
      return found ?? around;
    }
  }
  return undefined;
}

/** The nearest sibling that can have the focus, or has such an element in it. @param at which of these: 0 the first, −1 the last */
function nearest(
  from: Node | null,
  direction: 'nextSibling' | 'previousSibling',
  at: 0 | -1,
): HTMLElement | undefined {
  for (let node = from; node?.isConnected; node = node[direction]) {
    const found = node instanceof Element ? focusableIn(node).at(at) : undefined;
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** What can have the focus now, the element itself included. */
function focusableIn(element: Element): HTMLElement[] {
  return [element, ...element.querySelectorAll('*')].filter(
    (each): each is HTMLElement =>
      each instanceof HTMLElement && each.matches(FOCUSABLE) && each.checkVisibility(),
  );
}
