/**
 * The Fréchet distance of two sets of features, each modelled as a normal distribution (Heusel et al., 2017):
 *
 *     ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2 (Σ₁ Σ₂)^½)
 *
 * Σ₁ Σ₂ has the eigenvalues of Σ₁^½ Σ₂ Σ₁^½, which is symmetric, so that two symmetric decompositions are enough. The
 * distance of finite sets is biased upwards: compare only distances of equal sample sizes.
 */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

export type Moments = { readonly mean: Float64Array; readonly covariance: Matrix };

/** @param features f32 [n, size], n > 1 */
export function momentsOf(features: Float32Array, size: number): Moments {
  const n = features.length / size;
  const mean = new Float64Array(size);
  features.forEach((value, i) => {
    mean[i % size] = (mean[i % size] ?? 0) + value / n;
  });
  const sums = new Float64Array(size * size);
  const centred = new Float64Array(size);
  for (let row = 0; row < n; row++) {
    for (let i = 0; i < size; i++) {
      centred[i] = (features[row * size + i] ?? 0) - (mean[i] ?? 0);
    }
    for (let i = 0; i < size; i++) {
      const own = centred[i] ?? 0;
      for (let j = i; j < size; j++) {
        sums[i * size + j] = (sums[i * size + j] ?? 0) + own * (centred[j] ?? 0);
      }
    }
  }
  const covariance = Matrix.zeros(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      const value = (sums[i * size + j] ?? 0) / (n - 1);
      covariance.set(i, j, value);
      covariance.set(j, i, value);
    }
  }
  return { mean, covariance };
}

function symmetric(matrix: Matrix): EigenvalueDecomposition {
  return new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
}
/** The root of an eigenvalue that is non-negative up to rounding. */
function root(value: number): number {
  return Math.sqrt(Math.max(0, value));
}

export function frechetDistance(a: Moments, b: Moments): number {
  const { realEigenvalues, eigenvectorMatrix } = symmetric(a.covariance);
  const half = eigenvectorMatrix
    .mmul(Matrix.diag(realEigenvalues.map(root)))
    .mmul(eigenvectorMatrix.transpose());
  const crossed = symmetric(half.mmul(b.covariance).mmul(half)).realEigenvalues;
  const shared = crossed.reduce((sum, value) => sum + root(value), 0);
  const apart = a.mean.reduce((sum, value, i) => sum + (value - (b.mean[i] ?? 0)) ** 2, 0);
  return apart + a.covariance.trace() + b.covariance.trace() - 2 * shared;
}
