import { expect, it } from 'vitest';
import { add, multiply, square } from '../../graph/elementwise.ts';
import { gradients } from '../../graph/gradient.ts';
import { sum } from '../../graph/reduction.ts';
import { reshape } from '../../graph/shape.ts';
import { constant, input, type Tensor } from '../../graph/tensor.ts';
import { openProgram } from '../../training/runtime/open.ts';
import { testDevice } from '../../training/testing/test-device.ts';
import { drawInterpolation, gradientPenalty, interpolate, wganGpPenalty } from './gradient-penalty.ts';

it('is half the mean squared norm of the gradient, and can be differentiated', async () => {
  // D(x) = a · Σ (x² + x) has the slope a · (2x + 1), so the penalty's derivative in a is a · mean Σ (2x + 1)².
  const pictures = input('pictures', [2, 1, 1, 2]);
  const a = input('a', [1]);
  const logits = multiply(reshape(sum(add(square(pictures), pictures), [1, 2, 3]), [2]), a);
  const penalty = gradientPenalty(logits, pictures);
  const [slope] = gradients(penalty, [a]);
  const program = await openProgram(
    'penalty',
    { penalty, slope: slope ?? constant(Number.NaN) },
    { device: testDevice },
  );
  const x = [0.5, -1, 2, 0.25];
  const result = await program.run({
    pictures: { shape: [2, 1, 1, 2], data: Float32Array.from(x) },
    a: { shape: [1], data: Float32Array.of(3) },
  });
  const meanSquare = x.reduce((total, value) => total + (2 * value + 1) ** 2, 0) / 2;
  expect(result.penalty?.data[0]).toBeCloseTo((3 ** 2 * meanSquare) / 2, 3);
  expect(result.slope?.data[0]).toBeCloseTo(3 * meanSquare, 3);
});

it('is refused for logits that do not depend on the pictures', () => {
  const pictures: Tensor = input('pictures', [2, 1, 1, 2]);
  expect(() => gradientPenalty(input('logits', [2]), pictures)).toThrow('does not depend');
});

it('on the lines between pictures, holds the length of the gradient at 1, and can be differentiated', async () => {
  const shape = [2, 1, 1, 2];
  const pictures = interpolate(input('real', shape), input('fake', shape));
  const a = input('a', [1]);
  // D(x) = a · Σ (x² + x): the gradient a · (2x + 1) has the length a · l, so the penalty is mean (a l − 1)², its slope mean 2 l (a l − 1).
  const logits = multiply(reshape(sum(add(square(pictures), pictures), [1, 2, 3]), [2]), a);
  const penalty = wganGpPenalty(logits, pictures);
  const [slope] = gradients(penalty, [a]);
  const program = await openProgram(
    'penalty',
    { penalty, slope: slope ?? constant(Number.NaN), pictures },
    { device: testDevice },
  );
  const [real, fake] = [
    [0.5, -1, 2, 0.25],
    [1.5, 0, -1, 0.75],
  ];
  const places = drawInterpolation(7, 3, 2);
  const result = await program.run({
    ...places,
    real: { shape, data: Float32Array.from(real ?? []) },
    fake: { shape, data: Float32Array.from(fake ?? []) },
    a: { shape: [1], data: Float32Array.of(0.3) },
  });
  const share = places.between?.data ?? [];
  const x = (real ?? []).map((value, i) => {
    const own = share[i >> 1] ?? Number.NaN;
    return own * value + (1 - own) * (fake?.[i] ?? 0);
  });
  x.forEach((value, i) => {
    expect(result.pictures?.data[i]).toBeCloseTo(value, 5);
  });
  const lengths = [0, 2].map((at) => Math.hypot(2 * (x[at] ?? 0) + 1, 2 * (x[at + 1] ?? 0) + 1));
  const average = (of: (length: number) => number) => lengths.reduce((all, one) => all + of(one), 0) / 2;
  expect(result.penalty?.data[0]).toBeCloseTo(
    average((length) => (0.3 * length - 1) ** 2),
    4,
  );
  expect(result.slope?.data[0]).toBeCloseTo(
    average((length) => 2 * length * (0.3 * length - 1)),
    4,
  );
});

it('takes places that follow from seed and step', () => {
  const places = (seed: number, step: number) => [...(drawInterpolation(seed, step, 50).between?.data ?? [])];
  expect(places(1, 2)).toEqual(places(1, 2));
  expect(places(1, 3)).not.toEqual(places(1, 2));
  expect(Math.min(...places(1, 2))).toBeGreaterThanOrEqual(0);
  expect(Math.max(...places(1, 2))).toBeLessThan(1);
});
