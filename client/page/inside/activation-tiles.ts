/** Activations as pictures: one tile for each channel of a layer, more opaque where the value is larger. */

/** Where the tiles of a layer lie on its canvas. */
export type TileLayout = {
  readonly columns: number;
  readonly rows: number;
  /** Canvas pixels from one tile to the next, in both directions. */
  readonly pitch: number;
};

/** Canvas pixels between tiles. */
const GAP = 1;

/** A grid that is somewhat wider than high. @param shape [channels, height, width], square */
export function layoutTiles([channels, , width]: readonly [number, number, number]): TileLayout {
  const columns = Math.ceil(Math.sqrt(channels * 1.6));
  return { columns, rows: Math.ceil(channels / columns), pitch: width + GAP };
}

/** The channel at a point of the canvas, or null beyond the last. @param x and y in canvas pixels */
export function channelAt(layout: TileLayout, channels: number, x: number, y: number): number | null {
  const [column, row] = [Math.floor(x / layout.pitch), Math.floor(y / layout.pitch)];
  const channel = row * layout.columns + column;
  return column >= 0 && row >= 0 && column < layout.columns && channel < channels ? channel : null;
}

/** The largest absolute value, or 1 where all are 0. */
export function maxAbs(values: Float32Array): number {
  let most = 0;
  for (const value of values) {
    most = Math.max(most, Math.abs(value));
  }
  return most || 1;
}

/**
 * The channel with the largest sum of absolute values; the first where all are 0.
 *
 * @param values f32 [channels, height, width]
 */
export function mostActiveChannel(
  values: Float32Array,
  [channels, height, width]: readonly [number, number, number],
): number {
  let [most, found] = [0, 0];
  for (let channel = 0; channel < channels; channel++) {
    const tile = values.subarray(channel * height * width, (channel + 1) * height * width);
    const activity = tile.reduce((sum, value) => sum + Math.abs(value), 0);
    if (activity > most) {
      [most, found] = [activity, channel];
    }
  }
  return found;
}

/** [red, green, blue] */
type Colour = readonly [number, number, number];

/** The colours of values above and below zero. */
export type TileColours = { readonly above: Colour; readonly below: Colour };

/** The element's CSS `color` for values above zero, and its `outline-color` for those below. */
export function coloursOf(element: Element): TileColours {
  const { color, outlineColor } = getComputedStyle(element);
  return { above: rgb(color), below: rgb(outlineColor) };
}

/** @param colour computed, such as `rgb(35, 32, 28)` */
function rgb(colour: string): Colour {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}

/**
 * One channel as an image, in the colour of each value's sign.
 *
 * @param values f32 [channels, height, width]
 * @param peak the absolute value that is opaque
 */
export function channelTile(
  values: Float32Array,
  [, height, width]: readonly [number, number, number],
  channel: number,
  peak: number,
  colours: TileColours,
): ImageData {
  const tile = new ImageData(width, height);
  const { data } = tile;
  const from = channel * height * width;
  for (let i = 0, to = 0; i < height * width; i++, to += 4) {
    const value = (values[from + i] ?? 0) / peak;
    const [red, green, blue] = value < 0 ? colours.below : colours.above;
    data[to] = red;
    data[to + 1] = green;
    data[to + 2] = blue;
    // The square root makes small values visible, like the gamma of a display.
    data[to + 3] = 255 * Math.sqrt(Math.abs(value));
  }
  return tile;
}
