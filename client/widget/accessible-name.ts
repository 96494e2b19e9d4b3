/** The name of the element for assistive technology. */

/**
 * The first of these that the page gives: `aria-labelledby`, `aria-label`, the text of its labels, `alt`; otherwise a standard
 * text. Empty for `alt=""`, a decoration.
 */
export function accessibleName(host: HTMLElement, labels: Iterable<Node>, standard: string): string {
  return (
    textOf(referenced(host, 'aria-labelledby')) ||
    host.getAttribute('aria-label')?.trim() ||
    textOf(labels) ||
    (host.getAttribute('alt') ?? standard)
  );
}

/** The text of `aria-describedby` or `aria-description`. */
export function accessibleDescription(host: HTMLElement): string {
  return textOf(referenced(host, 'aria-describedby')) || (host.getAttribute('aria-description') ?? '');
}

function referenced(host: HTMLElement, attribute: string): Node[] {
  const root = host.getRootNode() as Partial<NonElementParentNode>;
  const ids = host.getAttribute(attribute)?.split(/\s+/) ?? [];
  return ids.flatMap((id) => root.getElementById?.(id) ?? []);
}

function textOf(nodes: Iterable<Node>): string {
  return Array.from(nodes, ({ textContent }) => textContent?.trim().replaceAll(/\s+/g, ' '))
    .join(' ')
    .trim();
}
