import { describe, expect, it } from 'vitest';
import { convolve, convolveTransposed, filterGradient } from '../../graph/convolution.ts';
import {
  add,
  divide,
  exp,
  leakyRelu,
  log,
  multiply,
  negate,
  relu,
  sigmoid,
  softplus,
  sqrt,
  square,
  subtract,
  tanh,
} from '../../graph/elementwise.ts';
import { gradients } from '../../graph/gradient.ts';
import { matmul } from '../../graph/matmul.ts';
import { mean } from '../../graph/mean.ts';
import { broadcastTo, sum, sumTo } from '../../graph/reduction.ts';
import { concat, pad, reshape, slice, transpose } from '../../graph/shape.ts';
import { logSoftmax } from '../../graph/softmax.ts';
import { input, type Shape, type Tensor } from '../../graph/tensor.ts';
import { checkDerivatives } from '../testing/central-differences.ts';
import { testDevice } from '../testing/test-device.ts';
import { openProgram } from './open.ts';

type Case = {
  f: (x: Tensor, y: Tensor) => Tensor;
  shapes: readonly Shape[];
  point?: (value: number) => number;
};
/** Away from zero, where a function bends or is not defined. */
function offZero(value: number): number {
  return Math.sign(value) * (0.3 + Math.abs(value));
}
function positive(value: number): number {
  return 0.5 + Math.abs(value);
}
const RESAMPLE = { stride: 2, padding: 1 };
const PLAIN = { stride: 1, padding: 0 };
const SAME_SIDE = { stride: 1, padding: 1 };

const cases: Record<string, Case> = {
  add: { f: add, shapes: [[3, 4], [4]] },
  subtract: {
    f: subtract,
    shapes: [
      [3, 1],
      [2, 3, 4],
    ],
  },
  multiply: {
    f: multiply,
    shapes: [
      [3, 4],
      [3, 1],
    ],
  },
  divide: { f: divide, shapes: [[3, 4], [4]], point: offZero },
  negate: { f: negate, shapes: [[5]] },
  square: { f: square, shapes: [[5]] },
  sqrt: { f: sqrt, shapes: [[5]], point: positive },
  exp: { f: exp, shapes: [[5]] },
  log: { f: log, shapes: [[5]], point: positive },
  tanh: { f: tanh, shapes: [[5]] },
  sigmoid: { f: sigmoid, shapes: [[5]] },
  softplus: { f: softplus, shapes: [[5]] },
  relu: { f: relu, shapes: [[7]], point: offZero },
  leakyRelu: { f: (x) => leakyRelu(x, 0.2), shapes: [[7]], point: offZero },
  logSoftmax: { f: logSoftmax, shapes: [[3, 5]] },
  sum: { f: (x) => sum(x, [0, 2]), shapes: [[2, 3, 4]] },
  mean: { f: (x) => mean(x, [1]), shapes: [[2, 3, 4]] },
  broadcastTo: { f: (x) => broadcastTo(x, [2, 3, 4]), shapes: [[3, 1]] },
  sumTo: { f: (x) => sumTo(x, [3, 1]), shapes: [[2, 3, 4]] },
  reshape: { f: (x) => reshape(x, [4, 6]), shapes: [[2, 3, 4]] },
  transpose: { f: (x) => transpose(x, [2, 0, 1]), shapes: [[2, 3, 4]] },
  matmul: {
    f: matmul,
    shapes: [
      [2, 3],
      [3, 4],
    ],
  },
  'matmul of batches': {
    f: matmul,
    shapes: [
      [2, 1, 3, 2],
      [4, 2, 3],
    ],
  },
  slice: { f: (x) => slice(x, 1, 1, 2), shapes: [[2, 4, 3]] },
  pad: { f: (x) => pad(x, 1, 1, 2), shapes: [[2, 3]] },
  concat: {
    f: (x, y) => concat([x, y, x], 1),
    shapes: [
      [2, 3],
      [2, 1],
    ],
  },
  'convolve, stride 2': {
    f: (x, w) => convolve(x, w, RESAMPLE),
    shapes: [
      [2, 3, 6, 8],
      [4, 3, 4, 4],
    ],
  },
  'convolve, stride 1': {
    f: (x, w) => convolve(x, w, PLAIN),
    shapes: [
      [2, 3, 5, 4],
      [2, 3, 3, 3],
    ],
  },
  'convolve, stride 1, to the same side': {
    f: (x, w) => convolve(x, w, SAME_SIDE),
    shapes: [
      [2, 3, 5, 4],
      [2, 3, 3, 3],
    ],
  },
  'convolveTransposed, stride 2': {
    f: (y, w) => convolveTransposed(y, w, RESAMPLE),
    shapes: [
      [2, 4, 3, 4],
      [4, 3, 4, 4],
    ],
  },
  'convolveTransposed, stride 1': {
    f: (y, w) => convolveTransposed(y, w, PLAIN),
    shapes: [
      [2, 4, 1, 1],
      [4, 3, 4, 4],
    ],
  },
  'filterGradient, stride 2': {
    f: (x, y) => filterGradient(x, y, [4, 4], RESAMPLE),
    shapes: [
      [2, 3, 6, 8],
      [2, 4, 3, 4],
    ],
  },
  'filterGradient, stride 1': {
    f: (x, y) => filterGradient(x, y, [3, 3], PLAIN),
    shapes: [
      [2, 3, 5, 4],
      [2, 2, 3, 2],
    ],
  },
};

/** Ten times the errors that the step and 32-bit arithmetic allow for; see STEP. A wrong derivative is off by order 1. */
const TOLERANCE = 2e-3;

describe('every operator has the derivatives that central differences show', () => {
  for (const [name, { f, shapes, point }] of Object.entries(cases)) {
    it(name, async () => {
      const [x, y] = [0, 1];
      const call = (inputs: readonly Tensor[]): Tensor => f(inputs[x] as Tensor, inputs[y] as Tensor);
      for (const { order, analytic, numeric, scale } of await checkDerivatives(call, shapes, {
        device: testDevice,
        ...(point && { point }),
      })) {
        expect(
          Math.abs(analytic - numeric) / scale,
          `order ${order}: ${analytic} against ${numeric}`,
        ).toBeLessThan(TOLERANCE);
      }
    });
  }
});

describe('gradients', () => {
  const x = input('x', [2, 3]);

  it('are summed over all paths from a tensor to the loss', async () => {
    const [gradient] = gradients(sum(add(multiply(x, x), multiply(x, 3))), [x]);
    const program = await openProgram('ways', { gradient: gradient as Tensor }, { device: testDevice });
    const data = Float32Array.of(0, 1, 2, 3, 4, 5);
    const result = await program.run({ x: { shape: [2, 3], data } });
    expect([...(result.gradient?.data ?? [])]).toEqual([3, 5, 7, 9, 11, 13]);
  });
});
