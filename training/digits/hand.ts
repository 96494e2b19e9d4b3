/**
 * A hand that writes a sign: one of the ways in which people write it, its points where a hurried or a careful hand puts them, bent, slanted and
 * turned. Only sums, products, quotients and square roots, which are the same bits on every machine.
 */
import { between, type Chance } from '../measures/chance.ts';
import { type Point, parseStroke, type Stroke, smooth } from './curve.ts';
import type { Glyph } from './glyphs.ts';

/** The middle of the square in which signs are written. */
const MIDDLE = 50;

/** How far a hurried hand puts a point from its place, and a whole stroke from its own. */
const MOST_JITTER = 7.5;
const MOST_OFFSET = 4;
/** How much a hand bends what it writes, as a share of the distance from the middle. */
const MOST_BEND = 0.2;
/** How far the top lies to the right of the bottom: most hands slant to the right. */
const SLANT = [-0.25, 0.5] as const;
const WIDTH = [0.72, 1.18] as const;
/** The tangent of half the angle by which a sign is turned: 10° at most. */
const MOST_TURN = 0.09;

/** Parsed once. */
const strokesOf = new Map<string, Stroke>();
function strokeOf(text: string): Stroke {
  const stroke = strokesOf.get(text) ?? parseStroke(text);
  strokesOf.set(text, stroke);
  return stroke;
}

/** From −most to most, about zero rather than far from it. */
function about(chance: Chance, most: number): number {
  return (most * (between(chance, -1, 1) + between(chance, -1, 1))) / 2;
}

/** One of the ways to write a sign, as often as people do. */
function wayOf({ ways }: Glyph, chance: Chance): readonly string[] {
  let left = chance() * ways.reduce((sum, { share }) => sum + share, 0);
  for (const { share, strokes } of ways) {
    left -= share;
    if (left < 0) {
      return strokes;
    }
  }
  return [];
}

/** A map of the square: what a hand does to all points of a sign. */
function bend(chance: Chance): (point: Point) => Point {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from({ length: 6 }, () =>
    about(chance, MOST_BEND),
  );
  const slant = between(chance, ...SLANT);
  const width = between(chance, ...WIDTH);
  const half = about(chance, MOST_TURN);
  // By the tangent of half an angle: sines and cosines may differ in their last bit from machine to machine.
  const cos = (1 - half * half) / (1 + half * half);
  const sin = (2 * half) / (1 + half * half);
  return ([left, top]) => {
    const u = left / MIDDLE - 1;
    const v = top / MIDDLE - 1;
    const x = width * (u + a * u * v + b * v * v + c * u * u) - slant * v;
    const y = v + d * u * v + e * u * u + f * v * v;
    return [cos * x - sin * y, sin * x + cos * y];
  };
}

/** @returns the lines that the pen draws, about the middle, each coordinate from some −1 to some 1 */
export function write(glyph: Glyph, chance: Chance): Point[][] {
  const jitter = between(chance, 0.5, MOST_JITTER);
  const place = bend(chance);
  return wayOf(glyph, chance).map((text) => {
    const { points, corners } = strokeOf(text);
    const [right, down] = [about(chance, MOST_OFFSET), about(chance, MOST_OFFSET)];
    const put = points.map(
      ([x, y]): Point => [x + right + about(chance, jitter), y + down + about(chance, jitter)],
    );
    return smooth({ points: put, corners }).map(place);
  });
}
