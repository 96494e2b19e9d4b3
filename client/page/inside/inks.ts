import type { TileColours } from './activation-tiles.ts';

/** The colours of the page, for pixels: what is read in `color` and `outline-color` of the element. */
export function coloursOf(element: Element): TileColours {
  const { color, outlineColor } = getComputedStyle(element);
  return { above: rgb(color), below: rgb(outlineColor) };
}

/** @param colour computed, as `rgb(35, 32, 28)` */
function rgb(colour: string): readonly [number, number, number] {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}
