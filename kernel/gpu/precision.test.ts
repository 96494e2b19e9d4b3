import { expect, test } from 'vitest';
import type { GpuGenerator } from './generator.ts';
import { fasterGenerator } from './precision.ts';

/** Draws one pixel of that grey after a number of milliseconds, and records whether it was released. */
function grey(level: number, milliseconds: number): GpuGenerator & { released: boolean } {
  return {
    released: false,
    async draw() {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      return new Uint8ClampedArray([level, level, level, 255]);
    },
    release() {
      this.released = true;
    },
  };
}

test.each([
  ['is taken where it draws nearly the same, sooner', grey(100, 60), grey(102, 0), 1],
  ['is given up where it is slower', grey(100, 0), grey(100, 60), 0],
  ['is given up where it draws something else', grey(100, 60), grey(103, 0), 0],
])('another precision %s', async (_, first, second, winner) => {
  const both = [first, second];
  expect(await fasterGenerator(first, second, [])).toBe(both[winner]);
  expect(both.map(({ released }) => released)).toEqual([winner !== 0, winner !== 1]);
});
