/**
 * @param pictures at least one, all of one height
 * @returns one picture with all of them in a row
 */
export function sideBySide(pictures: readonly ImageData[]): ImageData {
  const width = pictures.reduce((sum, picture) => sum + picture.width, 0);
  const row = new ImageData(width, pictures[0]?.height ?? 0);
  let left = 0;
  for (const picture of pictures) {
    for (let y = 0; y < picture.height; y++) {
      const line = picture.data.subarray(y * picture.width * 4, (y + 1) * picture.width * 4);
      row.data.set(line, (y * width + left) * 4);
    }
    left += picture.width;
  }
  return row;
}
