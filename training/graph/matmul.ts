/** Matrix products. */
import { transpose } from './shape.ts';
import { apply, printShape, type Tensor } from './tensor.ts';

/** The product of two matrices, [m, k] × [k, n] → [m, n]. */
export const matmul = (a: Tensor, b: Tensor): Tensor => {
  const [m, k, ...restA] = a.shape;
  const [k2, n, ...restB] = b.shape;
  if (m === undefined || n === undefined || k !== k2 || restA.length + restB.length > 0)
    throw new RangeError(`matmul: cannot multiply ${printShape(a.shape)} by ${printShape(b.shape)}`);
  return apply('MatMul', [a, b], [m, n], (g) => [
    matmul(g, transpose(b, [1, 0])),
    matmul(transpose(a, [1, 0]), g),
  ]);
};
