/** The logarithm of a softmax, without overflow. */
import { exp, log, subtract } from './elementwise.ts';
import { sum } from './reduction.ts';
import { slice } from './shape.ts';
import { apply, detach, printShape, type Tensor } from './tensor.ts';

/**
 * The largest number of each row, [n, k] → [n, 1], by halving: the larger one of each column of the first half and of the last half,
 * which share a column where k is odd. No gradient flows through.
 */
export function rowMaximum(x: Tensor): Tensor {
  const [n = 0, k = 0] = x.shape;
  if (k === 1) {
    return detach(x);
  }
  const half = Math.ceil(k / 2);
  return rowMaximum(apply('Max', [slice(x, 1, 0, half), slice(x, 1, k - half, half)], [n, half]));
}

/**
 * log(eˣⁱ / Σ eˣʲ) of each row of logits, f32 [n, k] → the same shape. Each row is shifted so that its largest number is 0, which
 * changes nothing and keeps the exponentials finite.
 * @throws RangeError for another number of axes
 */
export function logSoftmax(x: Tensor): Tensor {
  if (x.shape.length !== 2) {
    throw new RangeError(`logSoftmax: the logits must be [n, k], got ${printShape(x.shape)}`);
  }
  const shifted = subtract(x, rowMaximum(x));
  return subtract(shifted, log(sum(exp(shifted), [1])));
}
