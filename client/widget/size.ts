/** The attribute `size`: the edge of the face in CSS pixels, or as a percentage of the width around it. */

const SIZE = /^\s*(?<number>\d+(?:\.\d+)?)(?<unit>px|%)?\s*$/;

/** As a CSS length; null where it is neither a number nor a percentage, or is zero. */
export function cssSize(attribute: string): string | null {
  const { number, unit = 'px' } = SIZE.exec(attribute)?.groups ?? {};
  return Number(number) > 0 ? `${Number(number)}${unit}` : null;
}
