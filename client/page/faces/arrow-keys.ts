/** Arrow keys on the wall: the focus goes to the neighbour on that side. */

/** For the list of tiles: moves the focus among its links. */
export function moveFocus(event: KeyboardEvent): void {
  const list = event.currentTarget;
  if (!(list instanceof HTMLElement) || event.metaKey || event.ctrlKey || event.altKey) {
    return;
  }
  const links: HTMLElement[] = [...list.querySelectorAll('a')];
  const at = document.activeElement instanceof HTMLElement ? links.indexOf(document.activeElement) : -1;
  const step = stepOf(event.key, getComputedStyle(list).gridTemplateColumns.split(' ').length);
  const next = at < 0 ? undefined : links[at + step];
  if (step === 0 || next === undefined) {
    return;
  }
  event.preventDefault();
  next.focus();
}

function stepOf(key: string, columns: number): number {
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
