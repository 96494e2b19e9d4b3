/** The linear algebra of variations, on latent vectors f32 [d]. */
import { solveSymmetric } from '../../../latent/traits/linear-algebra.ts';
import { dot } from '../../../latent/vector.ts';

/**
 * Projects `vector` onto the orthogonal complement of `others`.
 *
 * @returns a new f32 [d]
 */
export function projectOut(vector: Float32Array, others: readonly Float32Array[]): Float32Array {
  const amounts = solveSymmetric(
    others.map((a) => others.map((b) => dot(a, b))),
    others.map((other) => dot(other, vector)),
  );
  return vector.map((value, i) =>
    others.reduce((rest, other, k) => rest - (amounts[k] ?? 0) * (other[i] ?? 0), value),
  );
}

/** The unit vector along dimension `index`: f32 [size]. */
export function unitVector(size: number, index: number): Float32Array {
  const vector = new Float32Array(size);
  vector[index] = 1;
  return vector;
}
