/**
 * The factors of a product in the layout that a CPU reads fast: without conditions, and in order where that is possible. A GPU
 * finds elements by index arithmetic while it waits for memory; a CPU would compute more indices than products.
 */
import { type Shape, sizeOf } from '../tensor.ts';
import { type Contraction, flatten, type Place, unflatten } from './contraction.ts';
import { type IndexExpression, plus, print, range, variable } from './index-expression.ts';
import type { View } from './value.ts';

/** The first factor as matrices [batch, rows, depth]. `isInOrder`: whether its memory has them in this order already. */
export function matrixOf(
  { batch, rows, depth, a }: Contraction,
  of: Shape,
): { shape: Shape; view: View; isInOrder: boolean } {
  const shape = [batch, rows, depth];
  function place(coordinates: readonly IndexExpression[]): Place {
    const [matrix, row, deep] = coordinates;
    if (!matrix || !row || !deep) {
      throw new RangeError('a matrix has a batch, a row and a depth');
    }
    return a(matrix, row, deep);
  }
  const element = variable('i', sizeOf(shape));
  const { coordinates, guards } = place(unflatten(element, shape));
  const isInOrder =
    sizeOf(of) === sizeOf(shape) && guards.length === 0 && print(flatten(coordinates, of)) === print(element);
  return { shape, view: { kind: 'found', place }, isInOrder };
}

/**
 * The second factor with as many zeros around it as the product reaches beyond its borders.
 * @param neighbours the rows of a factor with zeros around it are padded to a multiple of this many elements
 * @returns `before`: how many zeros are before the first element of each axis
 */
export function withoutBorders(
  contraction: Contraction,
  of: Shape,
  neighbours: number,
): { before: readonly number[]; shape: Shape; contraction: Contraction } {
  const { batch, depth, columns, b } = contraction;
  const { coordinates, guards } = b(
    variable('batch', batch),
    variable('depth', depth),
    variable('column', columns),
  );
  const reaches = coordinates.map((coordinate, axis) => {
    const guard = guards.find(({ value }) => print(value) === print(coordinate));
    const { min, max } = guard ? range(coordinate) : { min: 0, max: 0 };
    return { before: Math.max(0, -min), after: Math.max(0, max + 1 - (of[axis] ?? 0)) };
  });
  const before = reaches.map((reach) => reach.before);
  const shape = of.map((size, axis) => size + (reaches[axis]?.before ?? 0) + (reaches[axis]?.after ?? 0));
  const isPadded = shape.some((size, axis) => size !== of[axis]);
  return {
    before,
    shape: shape.map((size, axis) =>
      isPadded && axis === shape.length - 1 ? Math.ceil(size / neighbours) * neighbours : size,
    ),
    contraction: {
      ...contraction,
      b: (...at) => ({
        coordinates: b(...at).coordinates.map((coordinate, axis) => plus(coordinate, before[axis] ?? 0)),
        guards: [],
      }),
    },
  };
}
