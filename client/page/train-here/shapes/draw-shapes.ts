/**
 * Draws shapes of one colour on a plain ground. A shape is the set of points whose signed distance is negative, and a pixel at its edge is mixed by
 * that distance. Only operations that IEEE 754 makes exact: a sheet is the same on every device.
 */
import { philox } from '../../../../latent/seed/philox.ts';
import { createSheet, placeInSheet, type SheetLayout } from '../sets/sheet.ts';

/** The last word of philox's counter; `worker/dataset.ts` has another. */
const SHAPES = 4;
const WORD = 2 ** 32;

/** The signed distance of a point from a shape around the origin, whose edge is about 1 from there. */
type Shape = (x: number, y: number) => number;

/** The signed distance from a rectangle. */
function box(x: number, y: number, halfWidth: number, halfHeight: number): number {
  return Math.max(Math.abs(x) - halfWidth, Math.abs(y) - halfHeight);
}

function disc(x: number, y: number): number {
  return Math.sqrt(x * x + y * y) - 1;
}

const RING_WIDTH = 0.22;
const ARM = 0.32;
const HALF_ROOT_3 = Math.sqrt(3) / 2;

export const SHAPE_KINDS: Readonly<Record<string, Shape>> = {
  disc,
  ring: (x, y) => Math.abs(disc(x, y) + RING_WIDTH) - RING_WIDTH,
  square: (x, y) => box(x, y, 0.85, 0.85),
  triangle: (x, y) => Math.max(Math.abs(x) * HALF_ROOT_3 + y / 2, -y) - 0.6,
  cross: (x, y) => Math.min(box(x, y, 1, ARM), box(x, y, ARM, 1)),
  halfDisc: (x, y) => Math.max(disc(x, y + 0.4), -y - 0.4),
};
const KINDS = Object.values(SHAPE_KINDS);

type Colour = readonly [number, number, number];

/** From HSV, each from 0 to 1. @returns R, G and B from 0 to 255 */
function colour(hue: number, saturation: number, value: number): Colour {
  function channel(offset: number): number {
    const k = (offset + 6 * hue) % 6;
    return 255 * value * (1 - saturation * Math.max(0, Math.min(k, 4 - k, 1)));
  }
  return [channel(5), channel(3), channel(1)];
}

/** What the seed and an index determine: a shape, where it stands, and both colours. */
function shapeOf(seed: number, index: number) {
  const uniform = [0, 1, 2].flatMap((block) =>
    philox(seed % WORD, Math.floor(seed / WORD), index, block, 0, SHAPES).map((word) => word / WORD),
  );
  const [kind = 0, along = 0, across = 0, left = 0, top = 0, size = 0] = uniform;
  const [hue = 0, saturation = 0, value = 0, groundHue = 0, groundValue = 0] = uniform.slice(6);
  // A direction without sine and cosine.
  const [x, y] = [along - 0.5, across - 0.5];
  const length = Math.sqrt(x * x + y * y) || 1;
  return {
    distance: KINDS[Math.floor(kind * KINDS.length)] ?? disc,
    turn: [x / length, y / length] as const,
    centre: [0.42 + 0.16 * left, 0.42 + 0.16 * top] as const,
    /** As a share of the picture's side, as `centre` is. */
    radius: 0.2 + 0.14 * size,
    ink: colour(hue, 0.65 + 0.35 * saturation, 0.55 + 0.4 * value),
    ground: colour(groundHue, 0.12, 0.82 + 0.18 * groundValue),
  };
}

/**
 * @param at where its top left is in the sheet, in bytes
 * @param rowBytes of the sheet
 */
function drawShape(
  sheet: Uint8ClampedArray,
  at: number,
  rowBytes: number,
  side: number,
  shape: ReturnType<typeof shapeOf>,
): void {
  const { distance, turn, centre, radius, ink, ground } = shape;
  const [cos, sin] = turn;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const x = ((column + 0.5) / side - centre[0]) / radius;
      const y = ((row + 0.5) / side - centre[1]) / radius;
      const pixels = distance(cos * x + sin * y, cos * y - sin * x) * radius * side;
      const covered = Math.min(1, Math.max(0, 0.5 - pixels));
      const to = at + row * rowBytes + 4 * column;
      for (const channel of [0, 1, 2] as const) {
        sheet[to + channel] = ground[channel] + covered * (ink[channel] - ground[channel]);
      }
    }
  }
}

/**
 * @param seed of the recipe, from which all shapes come
 * @returns all of them in one sheet: RGBA u8 [rows · side, columns · side, 4]
 */
export function drawShapes(layout: SheetLayout, seed: number): Uint8ClampedArray<ArrayBuffer> {
  const { count, columns, side } = layout;
  const rowBytes = 4 * columns * side;
  const sheet = createSheet(layout).fill(255);
  for (let index = 0; index < count; index++) {
    const { left, top } = placeInSheet(layout, index);
    const at = top * rowBytes + 4 * left;
    drawShape(sheet, at, rowBytes, side, shapeOf(seed, index));
  }
  return sheet;
}
