import { expect, test } from 'vitest';
import { enlarge, resample } from './resample.ts';

function grey(width: number, height: number, value: (x: number, y: number) => number) {
  const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => {
    const pixel = i >> 2;
    return i % 4 === 3 ? 255 : value(pixel % width, Math.floor(pixel / width));
  });
  return { width, height, data };
}

test('a plain colour stays that colour, edges included', () => {
  expect(
    enlarge(
      grey(3, 2, () => 201),
      4,
    ),
  ).toEqual(grey(12, 8, () => 201));
});

test('a ramp stays a ramp: halfway between two pixels is their mean', () => {
  const { width, height, data } = enlarge(
    grey(8, 8, (x) => 20 * x),
    3,
  );
  expect([width, height]).toEqual([24, 24]);
  const row = Array.from({ length: width }, (_, x) => data[(12 * width + x) * 4] ?? 0);
  // Two pixels from either edge the filter sees nothing but the ramp, which it reproduces exactly.
  for (let x = 6; x < 18; x++) {
    expect(row[x]).toBe(Math.round(20 * ((x + 0.5) / 3 - 0.5)));
  }
});

test('a mirrored picture is enlarged to the mirrored result', () => {
  const value = (x: number, y: number) => (Math.imul(31 * y + x + 1, 0x9e3779b1) >>> 24) & 0xff;
  const plain = enlarge(grey(5, 5, value), 4);
  const mirrored = enlarge(
    grey(5, 5, (x, y) => value(4 - x, y)),
    4,
  );
  expect(mirrored).toEqual(grey(20, 20, (x, y) => plain.data[(y * 20 + 19 - x) * 4] ?? 0));
});

test('a plain colour stays that colour at any size', () => {
  for (const [width, height] of [
    [64, 64],
    [7, 100],
    [1, 1],
  ] as const) {
    expect(
      resample(
        grey(64, 48, () => 87),
        width,
        height,
      ),
    ).toEqual(grey(width, height, () => 87));
  }
});

test('halving uses every pixel: stripes of one pixel become their mean', () => {
  const { data } = resample(
    grey(32, 32, (x) => (x % 2 === 0 ? 40 : 200)),
    16,
    16,
  );
  // Two pixels from either edge no stripe is repeated beyond it.
  for (let x = 2; x < 14; x++) {
    expect(data[(8 * 16 + x) * 4]).toBe(120);
  }
});
