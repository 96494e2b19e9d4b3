import { describe, expect, it } from 'vitest';
import { squareOf } from './crop.ts';

describe('the square of a picture', () => {
  it.each([
    [178, 218, { left: 0, top: 20, side: 178 }],
    [300, 200, { left: 50, top: 0, side: 200 }],
  ])('by the centre of %i×%i is the largest in the middle', (width, height, square) => {
    expect(squareOf('centre', width, height)).toEqual(square);
  });

  it('of a CelebA picture with crop = "face" is around the face, at any size', () => {
    expect(squareOf('face', 178, 218)).toEqual({ left: 25, top: 57, side: 128 });
    expect(squareOf('face', 356, 436)).toEqual({ left: 50, top: 114, side: 256 });
  });

  it.each([
    // The eyes, at a third of 1500, come to 0.45 of the square: 500 − 450.
    [1000, 1500, { left: 0, top: 50, side: 1000 }],
    // There is no room above 4:5, and none to move in a square.
    [800, 1000, { left: 0, top: 0, side: 800 }],
    [1024, 1024, { left: 0, top: 0, side: 1024 }],
    [1500, 1000, { left: 250, top: 0, side: 1000 }],
  ])('by the face of other %i×%i is the largest, moved up', (width, height, square) => {
    expect(squareOf('face', width, height)).toEqual(square);
  });

  it("is always within the picture, and never below the middle in pictures other than CelebA's", () => {
    for (let width = 1; width <= 60; width++) {
      for (let height = 1; height <= 60; height++) {
        const { left, top, side } = squareOf('face', width, height);
        expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
        expect(side).toBeGreaterThan(0);
        expect(left + side).toBeLessThanOrEqual(width);
        expect(top + side).toBeLessThanOrEqual(height);
      }
    }
  });
});
