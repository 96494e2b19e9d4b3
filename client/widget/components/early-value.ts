import type { DarekaFaceElement } from '../index.ts';

/**
 * The face that the element chose before a page was hydrated, since no event of it was heard.
 *
 * @returns null where there is none, or where the page has set it
 */
export function earlyValue(element: DarekaFaceElement): string | null {
  // Undefined where the element is not defined yet.
  const value: string | null | undefined = element.value;
  return value && value !== element.getAttribute('code') ? value : null;
}
