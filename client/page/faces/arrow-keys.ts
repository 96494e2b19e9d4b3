/** Keyboard navigation in the grid of tiles. */

/** A keydown listener for the list: an arrow key moves the focus to the link on that side. */
export function moveFocus(event: KeyboardEvent): void {
  const list = event.currentTarget;
  if (!(list instanceof HTMLElement) || event.metaKey || event.ctrlKey || event.altKey) {
    return;
  }
  const links: HTMLElement[] = [...list.querySelectorAll('a')];
  const current = document.activeElement instanceof HTMLElement ? links.indexOf(document.activeElement) : -1;
  const offset = offsetOf(event.key, getComputedStyle(list).gridTemplateColumns.split(' ').length);
  const next = current < 0 ? undefined : links[current + offset];
  if (offset === 0 || next === undefined) {
    return;
  }
  event.preventDefault();
  next.focus();
}

/** By how many links the key moves; 0 for other keys. */
function offsetOf(key: string, columns: number): number {
  switch (key) {
    case 'ArrowLeft':
      return -1;
    case 'ArrowRight':
      return 1;
    case 'ArrowUp':
      return -columns;
    case 'ArrowDown':
      return columns;
    default:
      return 0;
  }
}
