import { describe, expect, it } from 'vitest';
import { toPlanar } from './planar.ts';
import { toRgba } from './rgba.ts';

/** A row of two pixels, (0, 51, 102) and (153, 204, 255), in steps of 0.4. */
const RGB = Uint8Array.of(0, 51, 102, 153, 204, 255);

describe('toPlanar', () => {
  it('gives one plane for each colour, in [−1, 1]', () => {
    const square = Uint8Array.of(...RGB, ...RGB);
    const planes = [-1, 0.2, -1, 0.2, -0.6, 0.6, -0.6, 0.6, -0.2, 1, -0.2, 1];
    expect([...toPlanar(square, 2, { channels: 3 })]).toEqual(planes.map(Math.fround));
  });

  it('mirrors left and right', () => {
    const square = Uint8Array.of(...RGB, ...RGB);
    const planes = [0.2, -1, 0.2, -1, 0.6, -0.6, 0.6, -0.6, 1, -0.2, 1, -0.2];
    expect([...toPlanar(square, 2, { channels: 3, mirrored: true })]).toEqual(planes.map(Math.fround));
  });

  it('leaves out alpha, and is the inverse of toRgba', () => {
    const rgba = Uint8ClampedArray.from({ length: 4 * 16 }, (_, i) => (i % 4 === 3 ? 255 : 7 * i));
    expect(toRgba(toPlanar(rgba, 4, { channels: 4 }), 4)).toEqual(rgba);
  });

  it('writes a square of a larger picture into a given array', () => {
    const sheet = Uint8Array.from({ length: 3 * 12 }, (_, i) => i);
    const out = new Float32Array(12);
    expect(toPlanar(sheet, 2, { channels: 3, rowLength: 4, left: 1, top: 1 }, out)).toBe(out);
    expect([...out]).toEqual(
      [15, 18, 27, 30, 16, 19, 28, 31, 17, 20, 29, 32].map((v) => Math.fround(v / 127.5 - 1)),
    );
  });

  it('refuses a square that is not within the pixels, and an array of another length', () => {
    expect(() => toPlanar(RGB, 2, { channels: 3 })).toThrow(
      'expected 2×2 pixels of 3 channels at (0, 0) in rows of 2 and 12 floats for them, got 6 bytes and 12 floats',
    );
    expect(() => toPlanar(RGB, 1, { channels: 3, rowLength: 2, left: 2 })).toThrow(RangeError);
    expect(() => toPlanar(RGB, 1, { channels: 3 }, new Float32Array(4))).toThrow(RangeError);
  });
});
