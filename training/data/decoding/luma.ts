/** How bright a colour is. */

/** Luma of an sRGB colour, in its unit (ITU-R BT.709). */
export function luma([r, g, b]: readonly [number, number, number]): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Makes an image grey, in place: the luma of each pixel in all channels, f32 [3, side, side]. */
export function toLuma(image: Float32Array): void {
  const size = image.length / 3;
  for (let i = 0; i < size; i++) {
    const [r = 0, g = 0, b = 0] = [image[i], image[size + i], image[2 * size + i]];
    // Grey stays what it is, to the bit.
    const grey = r === g && g === b ? r : luma([r, g, b]);
    image[i] = grey;
    image[size + i] = grey;
    image[2 * size + i] = grey;
  }
}
