/** Lines of even width with round ends, drawn smoothly into pixels: enough for a wordmark, without a font engine. */
import type { Pixels } from '../../picture/png.ts';

export type Point = readonly [x: number, y: number];
/** Points joined by straight lines; a single one is a dot. */
export type Stroke = readonly Point[];
export type Colour = readonly [red: number, green: number, blue: number];

const DEGREE = Math.PI / 180;
/** Degrees between the points of an arc: at the sizes drawn here no corner shows. */
const ARC_STEP = 6;
/** Points between two given ones on a smooth line. */
const CURVE_STEPS = 8;

/** Part of an ellipse; angles in degrees, counted from the right and upwards, in either sense. */
export function arc(centre: Point, radii: Point, from: number, to: number): Stroke {
  const steps = Math.ceil(Math.abs(to - from) / ARC_STEP);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = (from + ((to - from) * i) / steps) * DEGREE;
    return [centre[0] + radii[0] * Math.cos(angle), centre[1] + radii[1] * Math.sin(angle)];
  });
}

/** A smooth line through the points (Catmull and Rom, 1974). */
export function curve(...points: readonly Point[]): Stroke {
  const at = (i: number): Point => points[Math.min(Math.max(i, 0), points.length - 1)] ?? [0, 0];
  const between = (a: number, b: number, c: number, d: number, t: number): number =>
    b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  return points.flatMap((point, i): Point[] => {
    if (i === points.length - 1) {
      return [point];
    }
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    return Array.from({ length: CURVE_STEPS }, (_, step): Point => {
      const t = step / CURVE_STEPS;
      return [between(a[0], b[0], c[0], d[0], t), between(a[1], b[1], c[1], d[1], t)];
    });
  });
}

function distanceToSegment(x: number, y: number, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / length, 0), 1);
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** Lays a colour over a pixel, as much of it as is covered: 0 … 1. */
export function blend({ width, data }: Pixels, x: number, y: number, colour: Colour, cover: number): void {
  const at = (y * width + x) * 4;
  for (const [channel, value] of colour.entries()) {
    const below = data[at + channel] ?? 0;
    data[at + channel] = below + (value - below) * cover;
  }
}

/**
 * @param strokes in pixels of the picture, y downwards; those that cross are drawn as one shape
 * @param weight the width of the lines, in pixels
 */
export function drawStrokes(
  picture: Pixels,
  strokes: readonly Stroke[],
  weight: number,
  colour: Colour,
): void {
  const reach = weight / 2 + 1;
  /** How much of a pixel is covered, by its index. */
  const covers = new Map<number, number>();
  for (const stroke of strokes) {
    for (const [i, end] of stroke.entries()) {
      const start = stroke[i - 1] ?? end;
      if (i === 0 && stroke.length > 1) {
        continue;
      }
      const left = Math.max(0, Math.floor(Math.min(start[0], end[0]) - reach));
      const right = Math.min(picture.width - 1, Math.ceil(Math.max(start[0], end[0]) + reach));
      const top = Math.max(0, Math.floor(Math.min(start[1], end[1]) - reach));
      const bottom = Math.min(picture.height - 1, Math.ceil(Math.max(start[1], end[1]) + reach));
      for (let y = top; y <= bottom; y++) {
        for (let x = left; x <= right; x++) {
          const cover = weight / 2 + 0.5 - distanceToSegment(x + 0.5, y + 0.5, start, end);
          if (cover <= 0) {
            continue;
          }
          const at = y * picture.width + x;
          covers.set(at, Math.max(covers.get(at) ?? 0, Math.min(cover, 1)));
        }
      }
    }
  }
  for (const [at, cover] of covers) {
    blend(picture, at % picture.width, Math.floor(at / picture.width), colour, cover);
  }
}
