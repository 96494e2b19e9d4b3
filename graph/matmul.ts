/** Matrix products. */
import { broadcastShape } from './elementwise.ts';
import { sumTo } from './reduction.ts';
import { transpose } from './shape.ts';
import { apply, printShape, type Tensor } from './tensor.ts';

/** Swaps the last two axes. */
function transposeMatrix(x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis);
  const last = axes.length - 1;
  return transpose(x, [...axes.slice(0, -2), last, last - 1]);
}

/** The product of matrices, [..., m, k] × [..., k, n] → [..., m, n]; the axes before the last two broadcast. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const [m, k] = a.shape.slice(-2);
  const [k2, n] = b.shape.slice(-2);
  if (m === undefined || k === undefined || n === undefined || k !== k2) {
    throw new RangeError(`matmul: cannot multiply ${printShape(a.shape)} by ${printShape(b.shape)}`);
  }
  const batch = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return apply('MatMul', [a, b], [...batch, m, n], (g) => [
    sumTo(matmul(g, transposeMatrix(b)), a.shape),
    sumTo(matmul(transposeMatrix(a), g), b.shape),
  ]);
}
