import { describe, expect, it } from 'vitest';
import { lerp, loop, slerp, walk } from './interpolation.ts';
import { latentFromSeed } from './seed/seed.ts';

function length(z: Float32Array) {
  return Math.hypot(...z);
}
function distance(a: Float32Array, b: Float32Array) {
  return Math.hypot(...a.map((value, i) => value - (b[i] ?? 0)));
}
const times = [0, 0.1, 0.25, 0.5, 0.9, 1];

/** A point is rounded to f32: half a unit in the last place of each dimension, and as much again in the ends. */
const ROUNDING = 2 ** -23;

function expectNear(actual: Float32Array, expected: Float32Array): void {
  expect(distance(actual, expected)).toBeLessThanOrEqual(ROUNDING * Math.max(length(expected), 1));
}

const [a, b, c] = [latentFromSeed(1, 100), latentFromSeed(2, 100), latentFromSeed(3, 100)];
const negative = a.map((value) => -value);

describe.each([
  ['lerp', lerp],
  ['slerp', slerp],
])('%s', (_, between) => {
  it('starts and ends exactly at the two vectors', () => {
    for (const other of [b, negative, a, new Float32Array(100)]) {
      expect(between(a, other, 0)).toEqual(a);
      expect(between(a, other, 1)).toEqual(other);
    }
  });

  it('is the same path in reverse', () => {
    for (const t of times) {
      expectNear(between(b, a, 1 - t), between(a, b, t));
    }
  });

  it('does not change its arguments', () => {
    between(a, b, 0)[0] = 99;
    between(a, b, 1)[0] = 99;
    expect(a).toEqual(latentFromSeed(1, 100));
    expect(b).toEqual(latentFromSeed(2, 100));
  });

  it('refuses vectors of different lengths', () => {
    expect(() => between(a, new Float32Array(99), 0.5)).toThrow(
      new RangeError('expected latent vectors of the same length, got 100 and 99 dimensions'),
    );
  });
});

describe('lerp', () => {
  it('is a straight line', () => {
    expect(lerp(Float32Array.of(0, 2), Float32Array.of(4, -2), 0.25)).toEqual(Float32Array.of(1, 1));
  });
});

describe('slerp', () => {
  it('turns at a constant angular speed', () => {
    const [x, y] = [Float32Array.of(2, 0), Float32Array.of(0, 2)];
    expectNear(slerp(x, y, 1 / 3), Float32Array.of(Math.sqrt(3), 1));
    expectNear(slerp(x, y, 1 / 2), Float32Array.of(Math.SQRT2, Math.SQRT2));
  });

  it('changes its length linearly, where the straight line becomes shorter', () => {
    for (const t of times) {
      const expected = (1 - t) * length(a) + t * length(b);
      expect(Math.abs(length(slerp(a, b, t)) / expected - 1)).toBeLessThan(ROUNDING);
    }
    expect(length(lerp(a, b, 0.5))).toBeLessThan(0.8 * length(slerp(a, b, 0.5)));
  });

  it('is a straight line between vectors of the same direction', () => {
    const double = a.map((value) => 2 * value);
    for (const t of times) {
      expectNear(slerp(a, a, t), a);
      expectNear(
        slerp(a, double, t),
        a.map((value) => (1 + t) * value),
      );
    }
  });

  it('turns between opposite vectors too, and never passes through zero', () => {
    for (const t of times) {
      const point = slerp(a, negative, t);
      expect(Math.abs(length(point) / length(a) - 1)).toBeLessThan(ROUNDING);
      const cosine = point.reduce((sum, value, i) => sum + value * (a[i] ?? 0), 0) / length(a) ** 2;
      expect(cosine).toBeCloseTo(Math.cos(Math.PI * t), 6);
    }
    expect(slerp(a, negative, 0.5)).toEqual(slerp(a, negative, 0.5));
  });

  it('is continuous where vectors are nearly equal or nearly opposite', () => {
    for (const sign of [1, -1]) {
      for (let exponent = 1; exponent < 30; exponent++) {
        const other = a.map((value, i) => sign * value + 2 ** -exponent * (b[i] ?? 0));
        for (const t of times) {
          const expected = (1 - t) * length(a) + t * length(other);
          expect(Math.abs(length(slerp(a, other, t)) / expected - 1)).toBeLessThan(ROUNDING);
        }
        const step = distance(slerp(a, other, 0.999), other);
        expect(step).toBeLessThan(0.001 * (Math.PI * length(other) + distance(a, other)) + 1e-5);
      }
    }
  });

  it('is a straight line to and from zero, and in one dimension', () => {
    const zero = new Float32Array(100);
    for (const t of times) {
      expectNear(
        slerp(zero, a, t),
        a.map((value) => t * value),
      );
      expectNear(
        slerp(a, zero, t),
        a.map((value) => (1 - t) * value),
      );
      expect(slerp(zero, zero, t)).toEqual(zero);
    }
    expect(slerp(Float32Array.of(1), Float32Array.of(-1), 0.25)).toEqual(Float32Array.of(0.5));
  });
});

describe('of a conditional model', () => {
  const join = (z: Float32Array, ...y: number[]) => Float32Array.of(...z, ...y);
  const [from, to] = [join(a, 0, 1, 0), join(b, 0, 0, 1)];

  it('z turns as ever, and y goes on a straight line, so that its numbers always sum to 1', () => {
    for (const t of times) {
      const point = slerp(from, to, t, 100);
      expect(point.slice(0, 100)).toEqual(slerp(a, b, t));
      expect(point.slice(100)).toEqual(Float32Array.of(0, 1 - t, t));
    }
    expect(() => slerp(from, a, 0.5, 100)).toThrow(/got 103 and 100 dimensions/);
  });

  it('walks and loops do the same', () => {
    expect(walk([from, to], 5, 100)[2]).toEqual(slerp(from, to, 0.5, 100));
    expect(loop([from, to], 4, 100)[1]).toEqual(slerp(from, to, 0.5, 100));
  });
});

describe('a walk', () => {
  it('starts at the first point, ends at the last, and passes through those between', () => {
    const frames = walk([a, b, c], 9);
    expect(frames).toHaveLength(9);
    expect(frames[0]).toEqual(a);
    expect(frames[4]).toEqual(b);
    expect(frames[8]).toEqual(c);
    expect(frames[1]).toEqual(slerp(a, b, 0.25));
    expect(frames[7]).toEqual(slerp(b, c, 0.75));
  });

  it('ends exactly at the last point whatever the number of frames', () => {
    for (let frames = 2; frames < 200; frames++) {
      expect(walk([a, b, c, a, b], frames).at(-1)).toEqual(b);
    }
  });

  it('of one frame or through one point does not move', () => {
    expect(walk([a, b], 1)).toEqual([a]);
    expect(walk([a], 3)).toEqual([a, a, a]);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %d frames', (frames) => {
    const message = `expected a positive integer of frames, not ${frames}`;
    expect(() => walk([a, b], frames)).toThrow(new RangeError(message));
    expect(() => loop([a, b], frames)).toThrow(new RangeError(message));
  });

  it('refuses an empty list of points', () => {
    expect(() => walk([], 3)).toThrow(new RangeError('expected at least one point'));
    expect(() => loop([], 3)).toThrow(new RangeError('expected at least one point'));
  });
});

describe('a loop', () => {
  it('is closed: the frame after the last would be the first', () => {
    const frames = loop([a, b, c], 12);
    expect(frames).toHaveLength(12);
    expect(frames[0]).toEqual(a);
    expect(frames[4]).toEqual(b);
    expect(frames[8]).toEqual(c);
    expect(frames[11]).toEqual(slerp(c, a, 0.75));
  });

  it('through one point does not move', () => {
    for (const frame of loop([a], 3)) {
      expectNear(frame, a);
    }
  });
});
