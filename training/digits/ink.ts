/** A pen's lines as a picture of 28×28, light on dark as MNIST's: fitted into a square, with the centre of its ink in the middle. */
import { between, type Chance } from '../measures/chance.ts';
import type { Point } from './curve.ts';

export const SIDE = 28;
/** MNIST's digits fit into 20×20 pixels; these do, or nearly. */
const FIT = [18, 21] as const;
/** Half the width of a line in pixels. */
const RADIUS = [0.8, 1.7] as const;
/** How far the centre of the ink may lie from the middle, in pixels. */
const MOST_OFF = 0.7;
/** How far the middle of a line stays from the edge, in pixels: as wide as the widest line. */
const MARGIN = 3;
/** Pixels over which a line fades at its edge. */
const EDGE = [0.9, 1.5] as const;
const BYTE = 255;

type Dot = { readonly x: number; readonly y: number; readonly radius: number };

/** A pen's pressure along a line, and how its width depends on where it goes: the nib. */
function openPen(chance: Chance): (line: readonly Point[]) => Dot[] {
  const radius = (between(chance, ...RADIUS) + between(chance, ...RADIUS)) / 2;
  const falling = between(chance, -0.2, 0.2);
  const middle = between(chance, -0.05, 0.25);
  const nib = between(chance, -0.18, 0.18);
  return (line) =>
    line.map(([x, y], i) => {
      const t = line.length > 1 ? i / (line.length - 1) : 0;
      const pressure = 0.92 + falling * (2 * t - 1) + middle * 4 * t * (1 - t);
      const [fromX, fromY] = line[Math.max(0, i - 1)] ?? [x, y];
      const [toX, toY] = line[Math.min(line.length - 1, i + 1)] ?? [x, y];
      const [dx, dy] = [toX - fromX, toY - fromY];
      const length = dx * dx + dy * dy;
      // 1 where the pen goes down to the right, −1 where it goes up to the right.
      const across = length > 0 ? (2 * dx * dy) / length : 0;
      return { x, y, radius: radius * pressure * (1 + nib * across) };
    });
}

/** Moves and scales lines so that they fill the square and their centre lies in its middle. */
function fit(lines: readonly (readonly Point[])[], chance: Chance): Point[][] {
  const all = lines.flat();
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const size = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const scale = (between(chance, ...FIT) - RADIUS[0] - RADIUS[1]) / size;
  let [total, sumX, sumY] = [0, 0, 0];
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      const [[ax, ay], [bx, by]] = [line[i - 1] ?? [0, 0], line[i] ?? [0, 0]];
      const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
      total += length;
      sumX += (length * (ax + bx)) / 2;
      sumY += (length * (ay + by)) / 2;
    }
  }
  /** Where 0 goes, so that the centre is near the middle and no line touches the edge. */
  function origin(sum: number, values: readonly number[]): number {
    const middle = (SIDE - 1) / 2 + between(chance, -MOST_OFF, MOST_OFF) - (scale * sum) / total;
    const least = MARGIN - scale * Math.min(...values);
    const most = SIDE - 1 - MARGIN - scale * Math.max(...values);
    return Math.max(least, Math.min(most, middle));
  }
  const [x0, y0] = [origin(sumX, xs), origin(sumY, ys)];
  return lines.map((line) => line.map(([x, y]): Point => [x0 + scale * x, y0 + scale * y]));
}

/** Adds a line from one dot to the next: each pixel has the ink of the darkest line over it. */
function drawLine(ink: Float64Array, from: Dot, to: Dot, edge: number): void {
  const reach = Math.max(from.radius, to.radius) + edge;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const low = (a: number, b: number): number => Math.max(0, Math.floor(Math.min(a, b) - reach));
  const high = (a: number, b: number): number => Math.min(SIDE - 1, Math.ceil(Math.max(a, b) + reach));
  for (let y = low(from.y, to.y); y <= high(from.y, to.y); y++) {
    for (let x = low(from.x, to.x); x <= high(from.x, to.x); x++) {
      const [px, py] = [x - from.x, y - from.y];
      const t = length > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / length)) : 0;
      const [ex, ey] = [px - t * dx, py - t * dy];
      const within = from.radius + t * (to.radius - from.radius) - Math.sqrt(ex * ex + ey * ey);
      const covered = Math.min(1, within / edge + 0.5);
      const at = y * SIDE + x;
      if (covered > (ink[at] ?? 0)) {
        ink[at] = covered;
      }
    }
  }
}

/** @param lines as `write` gives them @returns u8 [28, 28]: 0 is paper, 255 ink */
export function drawInk(lines: readonly (readonly Point[])[], chance: Chance): Uint8Array {
  const ink = new Float64Array(SIDE * SIDE);
  const pen = openPen(chance);
  const edge = between(chance, ...EDGE);
  const dark = 1 - 0.15 * chance() * chance();
  // Rough paper takes ink unevenly.
  const rough = 0.3 * chance() * chance();
  for (const line of fit(lines, chance)) {
    const dots = pen(line);
    for (let i = 1; i < dots.length; i++) {
      drawLine(ink, dots[i - 1] as Dot, dots[i] as Dot, edge);
    }
  }
  return Uint8Array.from(ink, (covered) =>
    covered > 0 ? Math.round(BYTE * covered * dark * (1 - rough * chance())) : 0,
  );
}
