import { describe, expect, it } from 'vitest';
import { input, type Values } from '../../graph/tensor.ts';
import { openProgram } from '../../training/runtime/open.ts';
import { testDevice } from '../../training/testing/test-device.ts';
import { DISCRIMINATOR_PASSES, diffAugment, drawAmounts } from './diff-augment.ts';

const SIDE = 16;
const N = 3;
const shape = [N, 3, SIDE, SIDE];
const PLANE = SIDE * SIDE;
const off = { augmentColour: false, augmentTranslation: false, augmentCutout: false };
/** Pixels that all differ. */
const pictures = Float32Array.from({ length: N * 3 * PLANE }, (_, i) => (i % 997) / 500 - 1);

async function show(options: typeof off, amounts: Values): Promise<Float32Array> {
  const program = await openProgram(
    'augment',
    { y: diffAugment(input('x', shape), options, 'real') },
    { device: testDevice },
  );
  const { y } = await program.run({ ...amounts, x: { shape, data: pictures } });
  await program.release();
  return y?.data ?? new Float32Array();
}
function amount(amounts: Values, kind: string): Float32Array {
  return amounts[`augment.real.${kind}`]?.data ?? new Float32Array();
}

describe('DiffAugment', () => {
  it('shifts rows and columns by up to an eighth, padded with zeros', async () => {
    const options = { ...off, augmentTranslation: true };
    const amounts = drawAmounts(options, 5, 9, N, SIDE);
    const shifts = Array.from({ length: N }, (_, i) => {
      function by(kind: string): number {
        const middle = amount(amounts, kind).subarray(i * PLANE + 8 * SIDE, i * PLANE + 9 * SIDE);
        return middle.indexOf(1) - 8;
      }
      return [by('rows'), by('columns')] as const;
    });
    const shown = await show(options, amounts);
    shifts.forEach(([dy, dx], i) => {
      expect(Math.max(Math.abs(dy), Math.abs(dx))).toBeLessThanOrEqual(SIDE / 8);
      for (const [y, x] of [
        [0, 0],
        [5, 7],
        [15, 15],
        [8, 1],
      ] as const) {
        const [fromY, fromX] = [y + dy, x - dx];
        const inside = fromY >= 0 && fromY < SIDE && fromX >= 0 && fromX < SIDE;
        const want = inside ? pictures[i * 3 * PLANE + fromY * SIDE + fromX] : 0;
        expect(shown[i * 3 * PLANE + y * SIDE + x]).toBeCloseTo(want ?? Number.NaN, 5);
      }
    });
    expect(new Set(shifts.map(String)).size).toBeGreaterThan(1);
  });

  it('cuts out one square of half the side', async () => {
    const options = { ...off, augmentCutout: true };
    const amounts = drawAmounts(options, 5, 9, N, SIDE);
    const shown = await show(options, amounts);
    for (let i = 0; i < N; i++) {
      const cover = amount(amounts, 'cover').subarray(i * PLANE, (i + 1) * PLANE);
      const covered = cover.filter((value) => value === 0).length;
      expect(covered).toBeGreaterThanOrEqual((SIDE / 4) ** 2);
      expect(covered).toBeLessThanOrEqual((SIDE / 2) ** 2);
      for (let at = 0; at < PLANE; at++) {
        expect(shown[i * 3 * PLANE + at]).toBeCloseTo(
          (cover[at] ?? 0) * (pictures[i * 3 * PLANE + at] ?? 0),
          6,
        );
      }
    }
  });

  it('changes brightness, saturation and contrast', async () => {
    const options = { ...off, augmentColour: true };
    const amounts = drawAmounts(options, 5, 9, N, SIDE);
    const shown = await show(options, amounts);
    for (let i = 0; i < N; i++) {
      const [b = 0, s = 0, c = 0] = ['brightness', 'saturation', 'contrast'].map(
        (kind) => amount(amounts, kind)[i],
      );
      expect(Math.abs(b)).toBeLessThanOrEqual(0.5);
      expect(Math.abs(s - 1)).toBeLessThanOrEqual(1);
      expect(Math.abs(c - 1)).toBeLessThanOrEqual(0.5);
      const own = pictures.subarray(i * 3 * PLANE, (i + 1) * 3 * PLANE);
      const saturated = own.map((value, at) => {
        const grey =
          ((own[at % PLANE] ?? 0) + (own[(at % PLANE) + PLANE] ?? 0) + (own[(at % PLANE) + 2 * PLANE] ?? 0)) /
          3;
        return (value - grey) * s + grey + b;
      });
      const flat = saturated.reduce((x, y) => x + y, 0) / saturated.length;
      for (const at of [0, 100, 300, 700]) {
        expect(shown[i * 3 * PLANE + at]).toBeCloseTo(((saturated[at] ?? 0) - flat) * c + flat, 4);
      }
    }
  });

  it('draws different amounts for each pass and step, and always the same for the same', () => {
    const options = { augmentColour: true, augmentTranslation: true, augmentCutout: true };
    const amounts = drawAmounts(options, 5, 9, N, SIDE);
    expect(drawAmounts(options, 5, 9, N, SIDE)).toEqual(amounts);
    const of = (values: Values, showing: string) => String(values[`augment.${showing}.brightness`]?.data);
    const all = [
      ...DISCRIMINATOR_PASSES.map((showing) => of(amounts, showing)),
      of(drawAmounts(options, 5, 10, N, SIDE), 'real'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
