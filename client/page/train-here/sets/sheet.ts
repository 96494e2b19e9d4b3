/** Many square pictures in one picture, the sheet: row by row, RGBA u8 [rows · side, columns · side, 4]. */

export type SheetLayout = {
  /** How many pictures there are. */
  readonly count: number;
  /** Pictures in a row. */
  readonly columns: number;
  /** The side of each picture in pixels. */
  readonly side: number;
  /** How many pictures there are of each class, where the recipe has classes; one class stands after the other. */
  readonly classes?: readonly number[];
};

/** The top left pixel of a picture in its sheet. */
export function placeInSheet(
  { columns, side }: SheetLayout,
  index: number,
): { readonly left: number; readonly top: number } {
  return { left: (index % columns) * side, top: Math.floor(index / columns) * side };
}

/** A transparent sheet. */
export function createSheet({ count, columns, side }: SheetLayout): Uint8ClampedArray<ArrayBuffer> {
  return new Uint8ClampedArray(4 * Math.ceil(count / columns) * side * columns * side);
}

/** A copy of a picture of the sheet: RGBA u8 [side, side, 4]. */
export function cutPicture(
  sheet: Uint8ClampedArray,
  layout: SheetLayout,
  index: number,
): Uint8ClampedArray<ArrayBuffer> {
  const row = 4 * layout.side;
  const picture = new Uint8ClampedArray(row * layout.side);
  for (const [y, at] of rowsOf(layout, index).entries()) {
    picture.set(sheet.subarray(at, at + row), y * row);
  }
  return picture;
}

/** Writes a picture, RGBA u8 [side, side, 4], to its place in the sheet. */
export function pastePicture(
  sheet: Uint8ClampedArray,
  layout: SheetLayout,
  index: number,
  picture: Uint8ClampedArray,
): void {
  const row = 4 * layout.side;
  for (const [y, at] of rowsOf(layout, index).entries()) {
    sheet.set(picture.subarray(y * row, (y + 1) * row), at);
  }
}

/** Where the rows of a picture begin in the sheet, in bytes. */
function rowsOf(layout: SheetLayout, index: number): number[] {
  const { columns, side } = layout;
  const { left, top } = placeInSheet(layout, index);
  return Array.from({ length: side }, (_, y) => 4 * ((top + y) * columns * side + left));
}

/** The class of a picture of the sheet; 0 where there are no classes. */
export function classOfPicture({ classes = [] }: SheetLayout, index: number): number {
  let end = 0;
  const found = classes.findIndex((count) => {
    end += count;
    return index < end;
  });
  return Math.max(0, found);
}
