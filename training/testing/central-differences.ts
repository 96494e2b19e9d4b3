/** Checks derivatives against central differences along a random direction. */

import { add, multiply } from '../../graph/elementwise.ts';
import { gradients } from '../../graph/gradient.ts';
import { sum } from '../../graph/reduction.ts';
import { reshape } from '../../graph/shape.ts';
import {
  constant,
  type Device,
  input,
  type Shape,
  sizeOf,
  type Tensor,
  type Values,
} from '../../graph/tensor.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import { openProgram } from '../runtime/open.ts';

/**
 * The step of a central difference, relative to values of order 1. Its truncation error is of order h² = 2.5e-5, the
 * rounding error of 32-bit evaluations of order 6e-8 · √n / h ≈ 1e-4 for the sums of some hundred terms made here.
 */
export const STEP = 5e-3;

export type DerivativeCheck = {
  readonly order: 1 | 2;
  readonly analytic: number;
  readonly numeric: number;
  readonly scale: number;
};

function total(parts: readonly Tensor[]): Tensor {
  return parts.map((part) => reshape(sum(part), [1])).reduce((a, b) => add(a, b));
}

/**
 * Compares the first and second derivatives of a function with central differences.
 *
 * The scalar that is differentiated is L = Σ c · y · (y + 1) with random c, so that linear functions have a second
 * derivative, and square roots too. The second scalar is M = Σ cᵢ · ∂L/∂xᵢ. The inputs are moved along one random direction.
 * `scale` is Σ |term| of the directional derivative, which errors are relative to.
 * @param point maps a standard normal number into the function's domain
 */
export async function checkDerivatives(
  f: (inputs: readonly Tensor[]) => Tensor,
  shapes: readonly Shape[],
  { point = (value: number) => value, device = 'cpu' as Device } = {},
): Promise<DerivativeCheck[]> {
  let stream = 0;
  const random = (shape: Shape): Float32Array => fillNormal(new Float32Array(sizeOf(shape)), 7, stream++);
  const xs = shapes.map((shape, i) => input(`x${i}`, shape));
  const y = f(xs);
  const weightsY = random(y.shape);
  const loss = total([multiply(multiply(y, add(y, 1)), constant(weightsY, y.shape))]);
  const first = gradients(loss, xs);
  const weightsG = shapes.map(random);
  const second = gradients(total(first.map((g, i) => multiply(g, constant(weightsG[i] ?? [], g.shape)))), xs);
  const outputs: Record<string, Tensor> = { y };
  first.forEach((g, i) => {
    outputs[`g${i}`] = g;
  });
  second.forEach((h, i) => {
    outputs[`h${i}`] = h;
  });
  const program = await openProgram('derivatives', outputs, { device });

  const at = shapes.map((shape) => random(shape).map(point));
  const direction = shapes.map(random);
  const evaluate = (step: number): Promise<Values> =>
    program.run(
      Object.fromEntries(
        shapes.map((shape, i) => [
          `x${i}`,
          {
            shape,
            data: (at[i] ?? new Float32Array()).map((value, k) => value + step * (direction[i]?.[k] ?? 0)),
          },
        ]),
      ),
    );
  const here = await evaluate(0);
  const ahead = await evaluate(STEP);
  const behind = await evaluate(-STEP);
  await program.release();

  const data = (values: Values, name: string): Float32Array => values[name]?.data ?? new Float32Array();
  const lossOf = (values: Values): number =>
    data(values, 'y').reduce((sum, value, i) => sum + (weightsY[i] ?? 0) * value * (value + 1), 0);
  const gradientOf = (values: Values): number =>
    weightsG.reduce(
      (sum, weights, i) =>
        sum + weights.reduce((part, w, k) => part + w * (data(values, `g${i}`)[k] ?? 0), 0),
      0,
    );
  function along(prefix: string) {
    const terms = direction.flatMap((vector, i) =>
      Array.from(vector, (v, k) => v * (data(here, `${prefix}${i}`)[k] ?? Number.NaN)),
    );
    return {
      analytic: terms.reduce((a, b) => a + b, 0),
      scale: terms.reduce((a, b) => a + Math.abs(b), 0),
    };
  }
  return [
    { order: 1, ...along('g'), numeric: (lossOf(ahead) - lossOf(behind)) / (2 * STEP) },
    { order: 2, ...along('h'), numeric: (gradientOf(ahead) - gradientOf(behind)) / (2 * STEP) },
  ];
}
