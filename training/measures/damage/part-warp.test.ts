import { describe, expect, it } from 'vitest';
import {
  around,
  blended,
  changed,
  inColourOf,
  LOOKED_AT_SIDE,
  MIDDLE,
  mirrored,
  PART_NUMBERS,
  softened,
  warped,
} from './part-warp.ts';

const PLANE = LOOKED_AT_SIDE ** 2;

/** A part whose red is the column, green the row and blue a constant. */
function places(): Float32Array {
  return Float32Array.from({ length: PART_NUMBERS }, (_, i) => {
    const [x, y] = [i % LOOKED_AT_SIDE, Math.floor(i / LOOKED_AT_SIDE) % LOOKED_AT_SIDE];
    return [x / LOOKED_AT_SIDE, y / LOOKED_AT_SIDE, 0.5][Math.floor(i / PLANE)] ?? 0;
  });
}
/** The column and row that a pixel of a part comes from. */
function origin(part: Float32Array, x: number, y: number): [number, number] {
  const at = y * LOOKED_AT_SIDE + x;
  return [LOOKED_AT_SIDE * (part[at] ?? 0), LOOKED_AT_SIDE * (part[PLANE + at] ?? 0)];
}
function close(a: Float32Array, b: Float32Array): void {
  a.forEach((value, i) => {
    expect(Math.abs(value - (b[i] ?? Number.NaN))).toBeLessThan(1e-4);
  });
}

describe('a part of a face', () => {
  it('moves and grows in the middle, and stays as it is at the edges', () => {
    const centre = Math.round(MIDDLE);
    const [x, y] = origin(changed(places(), { dx: 3, dy: -2, reach: 4 }), centre, centre);
    // The middle lies half a pixel beside the centre, where 99 % of the change are left.
    expect(x).toBeCloseTo(centre - 3, 1);
    expect(y).toBeCloseTo(centre + 2, 1);
    const large = changed(places(), { wider: 2, taller: 1, reach: 8 });
    const [left, right] = [origin(large, centre - 2, centre)[0], origin(large, centre + 2, centre)[0]];
    expect(right - left).toBeGreaterThan(1.8);
    expect(right - left).toBeLessThan(2.4);
    close(changed(places(), { dx: 3, reach: 3 }).subarray(0, 64), places().subarray(0, 64));
  });

  it('is the same through a warp that moves nothing, apart from its last row and column', () => {
    const part = places();
    warped(part, (x, y) => [x, y]).forEach((value, i) => {
      expect(Math.abs(value - (part[i] ?? Number.NaN))).toBeLessThan(0.001);
    });
  });

  it('is softened without becoming brighter, and not at all by no passes', () => {
    const dot = new Float32Array(PART_NUMBERS);
    dot[16 * LOOKED_AT_SIDE + 16] = 1;
    const soft = softened(dot, [1, 2]);
    expect(soft.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    expect(soft[16 * LOOKED_AT_SIDE + 16]).toBeCloseTo((1 / 4) ** 2, 5);
    expect(softened(dot, [])).toEqual(dot);
  });

  it('has another part in its middle, in its own colour', () => {
    const other = places().map((value) => value / 2 - 0.5);
    const shifted = inColourOf(places(), other);
    const meanOf = (part: Float32Array): number => part.reduce((sum, value) => sum + value, 0) / part.length;
    expect(meanOf(shifted)).toBeCloseTo(meanOf(places()), 4);
    const both = blended(places(), other, around(MIDDLE, MIDDLE, 4));
    const centre = 16 * LOOKED_AT_SIDE + 16;
    expect(Math.abs((both[centre] ?? 0) - (other[centre] ?? 0))).toBeLessThan(0.01);
    close(both.subarray(0, 64), places().subarray(0, 64));
  });

  it('is itself when mirrored twice', () => {
    expect(mirrored(mirrored(places()))).toEqual(places());
    expect(origin(mirrored(places()), 0, 5)).toEqual([LOOKED_AT_SIDE - 1, 5]);
  });
});
