/** A picture of a face inside an SVG, which can round, turn and colour it without drawing it anew. */

export type SvgOptions = {
  /** In pixels; without it the picture is as large as its place. */
  readonly size: number | undefined;
  /** Of the corners, in percent of the width: 50 makes a circle. */
  readonly radius: number;
  readonly flip: 'none' | 'horizontal' | 'vertical' | 'both';
  /** 1 is the whole picture, 2 its middle half. */
  readonly scale: number;
  /** In hexadecimal digits; it shows where the face is scaled down. */
  readonly backgroundColor: string | undefined;
};

/** The side in user units: a percentage is as many. */
const SIDE = 100;

/**
 * @param jpeg the bytes of a square picture
 * @param id for the shape of the corners, different for different faces
 */
export function faceSvg(
  jpeg: Uint8Array,
  id: string,
  { size, radius, flip, scale, backgroundColor }: SvgOptions,
): string {
  const data = btoa(Array.from(jpeg, (byte) => String.fromCharCode(byte)).join(''));
  const across = flip === 'horizontal' || flip === 'both' ? -scale : scale;
  const down = flip === 'vertical' || flip === 'both' ? -scale : scale;
  const middle = SIDE / 2;
  const edges = size === undefined ? '' : ` width="${size}" height="${size}"`;
  const whole = `width="${SIDE}" height="${SIDE}"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}"${edges}>` +
    `<clipPath id="${id}-${radius}"><rect ${whole} rx="${radius}"/></clipPath>` +
    `<g clip-path="url(#${id}-${radius})">` +
    (backgroundColor === undefined ? '' : `<rect ${whole} fill="#${backgroundColor}"/>`) +
    `<image ${whole} transform="translate(${middle} ${middle}) scale(${across} ${down}) translate(${-middle} ${-middle})" ` +
    `href="data:image/jpeg;base64,${data}"/></g></svg>`
  );
}
