/** Activations as pictures: every channel of a layer a tile, darker where it is more active. */

/** Tiles of one layer, and where they lie on its canvas. */
export type TileLayout = {
  readonly columns: number;
  readonly rows: number;
  /** Pixels of the canvas from one tile to the next. */
  readonly pitch: number;
};

/** Pixels of the canvas between tiles. */
const GAP = 1;

/** A layer's tiles about as wide as high, however many. */
export function layoutTiles([channels, , width]: readonly [number, number, number]): TileLayout {
  const columns = Math.ceil(Math.sqrt(channels * 1.6));
  return { columns, rows: Math.ceil(channels / columns), pitch: width + GAP };
}

/** The channel at a point of the canvas, in its pixels, or null between and beyond tiles. */
export function channelAt(sheet: TileLayout, channels: number, x: number, y: number): number | null {
  const [column, row] = [Math.floor(x / sheet.pitch), Math.floor(y / sheet.pitch)];
  const channel = row * sheet.columns + column;
  return column >= 0 && row >= 0 && column < sheet.columns && channel < channels ? channel : null;
}

/** The largest size of any value: what is drawn darkest. */
export function maxAbs(values: Float32Array): number {
  let most = 0;
  for (const value of values) {
    most = Math.max(most, Math.abs(value));
  }
  return most || 1;
}

/** Colours for values above and below zero, as [red, green, blue]. */
export type TileColours = { readonly above: Ink; readonly below: Ink };
type Ink = readonly [number, number, number];

/**
 * One channel as an image: the ink's opacity is the value's share of the peak.
 *
 * @param values f32 [channels, height, width]
 */
export function channelTile(
  values: Float32Array,
  [, height, width]: readonly [number, number, number],
  channel: number,
  peak: number,
  inks: TileColours,
): ImageData {
  const tile = new ImageData(width, height);
  const { data } = tile;
  const from = channel * height * width;
  for (let i = 0, to = 0; i < height * width; i++, to += 4) {
    const value = (values[from + i] ?? 0) / peak;
    const ink = value < 0 ? inks.below : inks.above;
    data[to] = ink[0];
    data[to + 1] = ink[1];
    data[to + 2] = ink[2];
    // The square root lets faint activity be seen, as eyes are used to from pictures.
    data[to + 3] = 255 * Math.sqrt(Math.abs(value));
  }
  return tile;
}
