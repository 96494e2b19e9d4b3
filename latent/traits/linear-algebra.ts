/** Linear systems of a few unknowns, by arithmetic that gives the same bits in every engine. */

/** A row whose pivot is below this is taken as a linear combination of earlier rows. */
const MIN_PIVOT = 1e-6;

/**
 * Solves a symmetric positive semidefinite system by Gauss-Jordan elimination. Unknowns of linearly dependent rows
 * are 0, so that the solution stays short.
 *
 * @param matrix [n, n]
 * @param right [n]
 * @returns [n]
 */
export function solveSymmetric(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const n = rows.length;
  const isIndependent: boolean[] = [];
  for (let column = 0; column < n; column++) {
    const pivotRow = rows[column] ?? [];
    const pivot = pivotRow[column] ?? 0;
    isIndependent[column] = pivot > MIN_PIVOT;
    if (!isIndependent[column]) {
      continue;
    }
    for (const [other, row] of rows.entries()) {
      if (other === column) {
        continue;
      }
      const factor = (row[column] ?? 0) / pivot;
      for (let i = column; i <= n; i++) {
        row[i] = (row[i] ?? 0) - factor * (pivotRow[i] ?? 0);
      }
    }
  }
  return rows.map((row, i) => (isIndependent[i] ? (row[n] ?? 0) / (row[i] ?? 1) : 0));
}
