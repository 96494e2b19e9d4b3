/**
 * Changes of the parts of a face, at the side that they are looked at: warps that fade out around the middle, softness, other parts
 * blended in. Portraits that were changed by known amounts are what `eye-agreement.ts` and `mouth-line.ts` learn from.
 */
import { PART_PIXELS } from '../face-parts.ts';
import { resizeByInteger } from '../resize-by-integer.ts';

/** The side that parts are looked at. An iris is 6 pixels wide, an open eye some 15, a mouth some 25. */
export const LOOKED_AT_SIDE = 32;
const SIDE = LOOKED_AT_SIDE;
const PLANE = SIDE * SIDE;
const CHANNELS = 3;
/** The numbers of a part, f32 [3, 32, 32]. */
export const PART_NUMBERS = CHANNELS * PLANE;
export const MIDDLE = (SIDE - 1) / 2;

/** Brings parts to the side that they are looked at: f32 [n, 3, 64, 64] → f32 [n, 3, 32, 32]. */
export function lookedAt(parts: Float32Array): Float32Array {
  return resizeByInteger(parts, PART_PIXELS, LOOKED_AT_SIDE);
}

/** A part as seen through a warp, which says where each pixel (x, y) is taken from: bilinear, and as at the edges beyond them. */
export function warped(
  part: Float32Array,
  warp: (x: number, y: number) => readonly [number, number],
): Float32Array {
  const out = new Float32Array(PART_NUMBERS);
  // Just less than the last pixel, so that there is one after it.
  const inside = (value: number): number => Math.min(SIDE - 1.001, Math.max(0, value));
  for (let y = 0, to = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++, to++) {
      const [fromX, fromY] = warp(x, y);
      const [px, py] = [inside(fromX), inside(fromY)];
      const [left, top] = [Math.floor(px), Math.floor(py)];
      const [u, v] = [px - left, py - top];
      for (let c = 0, at = top * SIDE + left; c < CHANNELS; c++, at += PLANE) {
        const upper = (part[at] as number) * (1 - u) + (part[at + 1] as number) * u;
        const lower = (part[at + SIDE] as number) * (1 - u) + (part[at + SIDE + 1] as number) * u;
        out[c * PLANE + to] = upper * (1 - v) + lower * v;
      }
    }
  }
  return out;
}

export type Change = {
  /** How far what is in the middle moves, in pixels. */
  readonly dx?: number;
  readonly dy?: number;
  /** By how much it grows, along each axis. */
  readonly wider?: number;
  readonly taller?: number;
  /** The deviation of the Gaussian by which the change fades out around the middle, in pixels. */
  readonly reach: number;
};

/**
 * A part whose middle is moved and scaled, without a seam. Several changes are made as if one after the other, but interpolated once.
 */
export function changed(part: Float32Array, ...changes: readonly Change[]): Float32Array {
  const position: [number, number] = [0, 0];
  const backwards = changes.toReversed();
  return warped(part, (x, y) => {
    position[0] = x;
    position[1] = y;
    for (const { dx = 0, dy = 0, wider = 1, taller = 1, reach } of backwards) {
      const [fromX, fromY] = [position[0] - MIDDLE, position[1] - MIDDLE];
      const share = Math.exp(-(fromX * fromX + fromY * fromY) / (2 * reach * reach));
      position[0] += share * ((1 / wider - 1) * fromX - dx);
      position[1] += share * ((1 / taller - 1) * fromY - dy);
    }
    return position;
  });
}

/**
 * Softens a part by the binomial filter [1, 2, 1] / 4 along both axes, once for each of some distances between its taps, so that few
 * passes reach far.
 */
export function softened(part: Float32Array, distances: readonly number[]): Float32Array {
  const passes = distances.flatMap((distance) => [
    { distance, along: 1 },
    { distance, along: SIDE },
  ]);
  return passes.reduce(
    (from, { distance, along }) =>
      from.map((value, i) => {
        const place = along === 1 ? i % SIDE : Math.floor(i / SIDE) % SIDE;
        const before = place >= distance ? (from[i - distance * along] ?? 0) : value;
        const after = place < SIDE - distance ? (from[i + distance * along] ?? 0) : value;
        return value / 2 + (before + after) / 4;
      }),
    part,
  );
}

/** One part that turns into another, by the share of the other at (x, y). */
export function blended(
  part: Float32Array,
  other: Float32Array,
  share: (x: number, y: number) => number,
): Float32Array {
  return part.map((value, i) => {
    return value + share(i % SIDE, Math.floor(i / SIDE) % SIDE) * ((other[i] ?? 0) - value);
  });
}

/** 1 in the middle, 0 from twice the reach on. */
export function around(x0: number, y0: number, reach: number): (x: number, y: number) => number {
  return (x, y) => Math.exp(-((((x - x0) ** 2 + (y - y0) ** 2) / (2 * reach ** 2)) ** 2));
}

export function mirrored(part: Float32Array): Float32Array {
  return part.map((_, i) => part[i - (i % SIDE) + (SIDE - 1 - (i % SIDE))] ?? 0);
}

/** Another part in the mean colour of this one. */
export function inColourOf(part: Float32Array, other: Float32Array): Float32Array {
  const out = new Float32Array(PART_NUMBERS);
  for (let c = 0; c < CHANNELS; c++) {
    const [from, to] = [c * PLANE, (c + 1) * PLANE];
    const meanOf = (one: Float32Array): number =>
      one.subarray(from, to).reduce((sum, value) => sum + value, 0) / PLANE;
    const shift = meanOf(part) - meanOf(other);
    for (let i = from; i < to; i++) {
      out[i] = Math.min(1, Math.max(-1, (other[i] ?? 0) + shift));
    }
  }
  return out;
}
