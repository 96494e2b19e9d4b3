/** Sums over axes, and their adjoint, broadcasting. */
import { reshape } from './shape.ts';
import { apply, integers, printShape, type Shape, sameShape, type Tensor } from './tensor.ts';

/** Repeats x along its axes of size 1 until it has the shape. */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape)
    ? x
    : apply('Expand', [x, integers(shape)], shape, (g) => [sumTo(g, x.shape)]);
}

/** The sum over axes, which stay as axes of size 1. */
export function sum(x: Tensor, axes: readonly number[] = x.shape.map((_, axis) => axis)): Tensor {
  const out = axes.find((axis) => axis < 0 || axis >= x.shape.length);
  if (out !== undefined) {
    throw new RangeError(`sum: no axis ${out} in the shape ${printShape(x.shape)}`);
  }
  if (axes.length === 0) {
    return x;
  }
  const shape = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  return apply('ReduceSum', [x, integers(axes)], shape, (g) => [broadcastTo(g, x.shape)], {
    attributes: { keepdims: 1 },
  });
}

/** The adjoint of broadcasting: sums x over the axes along which `shape` was repeated to get x's shape. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) {
    return x;
  }
  const lead = x.shape.length - shape.length;
  const axes = x.shape.flatMap((size, axis) =>
    axis < lead || (shape[axis - lead] === 1 && size !== 1) ? [axis] : [],
  );
  return reshape(sum(x, axes), shape);
}
