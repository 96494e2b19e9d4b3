/** Functions that rearrange elements. */
import { apply, integers, printShape, type Shape, sizeOf, type Tensor } from './tensor.ts';

/** The same elements in the same order, in another shape. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  if (sizeOf(shape) !== sizeOf(x.shape)) {
    throw new RangeError(
      `reshape: ${printShape(x.shape)} does not have as many elements as ${printShape(shape)}`,
    );
  }
  if (shape.length === x.shape.length && shape.every((size, axis) => size === x.shape[axis])) {
    return x;
  }
  return apply('Reshape', [x, integers(shape)], shape, (g) => [reshape(g, x.shape)]);
}

/** Axis i of the result is axis `order[i]` of x. */
export function transpose(x: Tensor, order: readonly number[]): Tensor {
  const shape = order.map((axis) => x.shape[axis] ?? Number.NaN);
  if (new Set(order).size !== x.shape.length || order.length !== x.shape.length || shape.some(Number.isNaN)) {
    throw new RangeError(`transpose: [${order}] is not a permutation of the axes of ${printShape(x.shape)}`);
  }
  const inverse = order.map((_, axis) => order.indexOf(axis));
  return apply('Transpose', [x], shape, (g) => [transpose(g, inverse)], { attributes: { perm: order } });
}

function checkAxis(name: string, x: Tensor, axis: number): number {
  const size = x.shape[axis];
  if (size === undefined) {
    throw new RangeError(`${name}: no axis ${axis} in the shape ${printShape(x.shape)}`);
  }
  return size;
}

function resized(shape: Shape, axis: number, size: number): Shape {
  return shape.map((old, i) => (i === axis ? size : old));
}

/** `length` elements along an axis, from `start` on. */
export function slice(x: Tensor, axis: number, start: number, length: number): Tensor {
  const size = checkAxis('slice', x, axis);
  if (start < 0 || length < 1 || start + length > size) {
    throw new RangeError(
      `slice: ${length} elements from ${start} on are not within axis ${axis} of ${printShape(x.shape)}`,
    );
  }
  if (length === size) {
    return x;
  }
  const inputs = [x, integers([start]), integers([start + length]), integers([axis])];
  return apply('Slice', inputs, resized(x.shape, axis, length), (g) => [
    pad(g, axis, start, size - start - length),
  ]);
}

/** Adds zeros before and after the elements along an axis: the adjoint of `slice`. */
export function pad(x: Tensor, axis: number, before: number, after: number): Tensor {
  const size = checkAxis('pad', x, axis);
  if (before < 0 || after < 0) {
    throw new RangeError(`pad: cannot pad by ${before} and ${after}`);
  }
  if (before + after === 0) {
    return x;
  }
  const pads = [before, after].flatMap((amount) => x.shape.map((_, i) => (i === axis ? amount : 0)));
  return apply('Pad', [x, integers(pads)], resized(x.shape, axis, before + size + after), (g) => [
    slice(g, axis, before, size),
  ]);
}

/** Joins tensors along an axis; their other axes must be equal. */
export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const [first, ...others] = parts;
  if (!first) {
    throw new RangeError('concat: no tensors');
  }
  checkAxis('concat', first, axis);
  for (const { shape } of others) {
    if (
      shape.length !== first.shape.length ||
      shape.some((size, i) => i !== axis && size !== first.shape[i])
    ) {
      throw new RangeError(
        `concat: ${printShape(shape)} cannot be joined to ${printShape(first.shape)} along axis ${axis}`,
      );
    }
  }
  if (others.length === 0) {
    return first;
  }
  const sizes = parts.map(({ shape }) => shape[axis] ?? 0);
  const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((a, b) => a + b, 0));
  const total = sizes.reduce((a, b) => a + b, 0);
  return apply(
    'Concat',
    parts,
    resized(first.shape, axis, total),
    (g) => parts.map((_, i) => slice(g, axis, starts[i] ?? 0, sizes[i] ?? 0)),
    { attributes: { axis } },
  );
}
