/** Means over axes. */
import { multiply } from './elementwise.ts';
import { sum } from './reduction.ts';
import { reshape } from './shape.ts';
import { sizeOf, type Tensor } from './tensor.ts';

/** The mean over the axes, which stay as axes of size 1; over all of them, a scalar of shape [1, …, 1]. */
export function mean(x: Tensor, axes?: readonly number[]): Tensor {
  const total = sum(x, axes);
  return multiply(total, sizeOf(total.shape) / sizeOf(x.shape));
}

/** The mean over all elements, f32 [1]. */
export function meanOfAll(x: Tensor): Tensor {
  return reshape(mean(x), [1]);
}
