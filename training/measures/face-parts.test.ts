import { expect, it } from 'vitest';
import { collectParts, cutPart, PART_PIXELS, type PartName, partSide, partsOf } from './face-parts.ts';

/** One picture whose red is the column and green the row, as shares of the side. */
function places(side: number): Float32Array {
  return Float32Array.from({ length: 3 * side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side) % side];
    return [(x + 0.5) / side, (y + 0.5) / side, 0][Math.floor(i / side ** 2)] ?? 0;
  });
}
function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

it.each([64, 128, 256])('eyes and mouth are at the same places of pictures of side %i', (side) => {
  const plane = partSide(side) ** 2;
  function middle(name: PartName): [number, number] {
    const part = cutPart(places(side), side, name);
    return [mean(part.subarray(0, plane)), mean(part.subarray(plane, 2 * plane))];
  }
  // The eyes are 0.24 apart about (0.50, 0.45).
  for (const [name, x] of [
    ['leftEye', 0.38],
    ['rightEye', 0.62],
  ] as const) {
    const [atX, atY] = middle(name);
    expect(Math.abs(atX - x)).toBeLessThan(0.01);
    expect(Math.abs(atY - 0.45)).toBeLessThan(0.03);
  }
  expect(middle('mouth')[0]).toBeCloseTo(0.5, 5);
  expect(middle('mouth')[1]).toBeGreaterThan(middle('leftEye')[1] + 0.2);
});

it('the right eye of a mirrored picture is the left one of the picture', () => {
  const side = 64;
  const picture = places(side);
  const mirrored = picture.map((_, i) => picture[i - (i % side) + (side - 1 - (i % side))] ?? 0);
  expect(cutPart(mirrored, side, 'rightEye')).toEqual(cutPart(picture, side, 'leftEye'));
  expect(cutPart(mirrored, side, 'mouth')).not.toEqual(cutPart(picture, side, 'mouth'));
});

it('parts of many pictures are collected in order, to within a step of 255', () => {
  const { add, parts } = collectParts(3, 128);
  for (const value of [-1, 0, 0.5]) {
    add(new Float32Array(3 * 128 * 128).fill(value));
  }
  expect(parts.mouth).toHaveLength(3 * 3 * PART_PIXELS ** 2);
  const last = partsOf(parts, 'mouth', 2, 3);
  expect(last).toHaveLength(3 * PART_PIXELS ** 2);
  last.forEach((value) => {
    expect(Math.abs(value - 0.5)).toBeLessThan(1 / 255);
  });
});

it('sides that are no multiple of 64 are refused', () => {
  expect(() => partSide(96)).toThrow('side 64 or a multiple, not 96');
});
