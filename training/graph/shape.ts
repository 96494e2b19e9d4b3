/** The same elements in another arrangement. */
import { apply, integers, printShape, type Shape, sizeOf, type Tensor } from './tensor.ts';

/** The same elements in the same order under another shape. */
export const reshape = (x: Tensor, shape: Shape): Tensor => {
  if (sizeOf(shape) !== sizeOf(x.shape))
    throw new RangeError(`reshape: ${printShape(x.shape)} has other elements than ${printShape(shape)}`);
  if (shape.length === x.shape.length && shape.every((size, axis) => size === x.shape[axis])) return x;
  return apply('Reshape', [x, integers(shape)], shape, (g) => [reshape(g, x.shape)]);
};

/** Axis i of the result is axis `order[i]` of x. */
export const transpose = (x: Tensor, order: readonly number[]): Tensor => {
  const shape = order.map((axis) => x.shape[axis] ?? Number.NaN);
  if (new Set(order).size !== x.shape.length || order.length !== x.shape.length || shape.some(Number.isNaN))
    throw new RangeError(`transpose: [${order}] is no order of the axes of ${printShape(x.shape)}`);
  const inverse = order.map((_, axis) => order.indexOf(axis));
  return apply('Transpose', [x], shape, (g) => [transpose(g, inverse)], { attributes: { perm: order } });
};
