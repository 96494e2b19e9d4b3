import { expect, it } from 'vitest';
import { add, multiply, square } from '../../graph/elementwise.ts';
import { gradients } from '../../graph/gradient.ts';
import { sum } from '../../graph/reduction.ts';
import { reshape } from '../../graph/shape.ts';
import { constant, input, type Tensor } from '../../graph/tensor.ts';
import { buildProgram } from '../onnxruntime/program.ts';
import { testDevice } from '../testing/test-device.ts';
import { gradientPenalty } from './gradient-penalty.ts';

it('is half the mean squared norm of the gradient, and can be differentiated', async () => {
  // D(x) = a · Σ (x² + x) has the slope a · (2x + 1), so the penalty's derivative in a is a · mean Σ (2x + 1)².
  const pictures = input('pictures', [2, 1, 1, 2]);
  const a = input('a', [1]);
  const logits = multiply(reshape(sum(add(square(pictures), pictures), [1, 2, 3]), [2]), a);
  const penalty = gradientPenalty(logits, pictures);
  const [slope] = gradients(penalty, [a]);
  const program = await buildProgram(
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
