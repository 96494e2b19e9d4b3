/** The attribute `size`: the edge of the face in CSS pixels, or as a percentage of the width around it. */

const SIZE = /^\s*(?<number>\d+(?:\.\d+)?)(?<unit>px|%)?\s*$/;

/** As a CSS length; null for what is neither of both, or zero. */
export function cssSize(attribute: string): string | null {
  const { number, unit = 'px' } = SIZE.exec(attribute)?.groups ?? {};
  return Number(number) > 0 ? `${Number(number)}${unit}` : null;
}
