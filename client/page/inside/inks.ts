import type { Inks } from './sheet.ts';

/** The colours of the page, for pixels: what is read in `color` and `outline-color` of the element. */
export function inksOf(element: Element): Inks {
  const { color, outlineColor } = getComputedStyle(element);
  return { above: rgb(color), below: rgb(outlineColor) };
}

/** @param colour computed, as `rgb(35, 32, 28)` */
function rgb(colour: string): number[] {
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}
