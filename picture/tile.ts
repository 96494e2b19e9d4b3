/** Square pictures side by side. */

/**
 * @param pictures u8 [size, size, 4] each, RGBA
 * @param size height and width of each in pixels
 * @param columns pictures in a row; their number is a multiple of it
 * @returns u8 [rows · size, columns · size, 4]
 * @throws RangeError where the last row is not whole, or a picture has another length
 */
export function tileRgba(
  pictures: readonly Uint8ClampedArray[],
  size: number,
  columns: number,
): Uint8ClampedArray<ArrayBuffer> {
  const row = 4 * size;
  if (pictures.length % columns !== 0 || pictures.some(({ length }) => length !== size * row)) {
    throw new RangeError(
      `expected rows of ${columns} pictures of ${size * row} bytes, got ${pictures.map(({ length }) => length)}`,
    );
  }
  const tiled = new Uint8ClampedArray(pictures.length * size * row);
  for (const [i, picture] of pictures.entries()) {
    for (let y = 0; y < size; y++) {
      const to = ((Math.floor(i / columns) * size + y) * columns + (i % columns)) * row;
      tiled.set(picture.subarray(y * row, (y + 1) * row), to);
    }
  }
  return tiled;
}
