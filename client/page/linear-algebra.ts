/** The little linear algebra that the views need, on latent vectors f32 [d]. */

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += (a[i] ?? 0) * (b[i] ?? 0);
  }
  return sum;
}

export function norm(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a));
}

/** Below this pivot a row says nothing new. */
const LEAST_PIVOT = 1e-6;

/**
 * Solves a symmetric positive semidefinite system by elimination. Directions that are nearly the same as earlier
 * ones get 0, so that no answer is ever absurdly long.
 *
 * @param matrix n rows of n
 * @param right n values
 * @returns n values
 */
export function solveSymmetric(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const n = rows.length;
  const kept: boolean[] = [];
  for (let column = 0; column < n; column++) {
    const pivot = rows[column] ?? [];
    const size = pivot[column] ?? 0;
    kept[column] = size > LEAST_PIVOT;
    if (!kept[column]) {
      continue;
    }
    for (const [other, row] of rows.entries()) {
      if (other === column) {
        continue;
      }
      const factor = (row[column] ?? 0) / size;
      for (let i = column; i <= n; i++) {
        row[i] = (row[i] ?? 0) - factor * (pivot[i] ?? 0);
      }
    }
  }
  return rows.map((row, i) => (kept[i] ? (row[n] ?? 0) / (row[i] ?? 1) : 0));
}

/**
 * What of `vector` is at right angles to all of `others`: the nearest vector to it that moves along none of them.
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
