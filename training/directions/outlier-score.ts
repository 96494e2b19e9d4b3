/**
 * How much of an outlier a face is among those of its generator: the Mahalanobis distance of its features to their mean,
 * divided by the distance within which 99 of 100 faces lie. A face counts as believable up to 1.
 */
import { EigenvalueDecomposition } from 'ml-matrix';
import { FEATURES } from '../measures/attributes/network.ts';
import { momentsOf } from '../measures/distributions/frechet.ts';

const SHARE = 0.99;
/** A lower bound for the deviation along an axis, as a share of the largest: smaller ones are noise. */
const MIN_DEVIATION = 0.01;

/**
 * @param features f32 [n, FEATURES] of ordinary faces
 * @returns a function from f32 [m, FEATURES] to the score of each
 */
export function fitOutlierScore(features: Float32Array): (others: Float32Array) => number[] {
  const { mean, covariance } = momentsOf(features, FEATURES);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  const floor = MIN_DEVIATION ** 2 * Math.max(...realEigenvalues);
  // Each column of the axes is divided by its deviation: distances are then plain lengths.
  const axes = Float64Array.from({ length: FEATURES * FEATURES }, (_, i) => {
    const axis = i % FEATURES;
    const value = eigenvectorMatrix.get(Math.floor(i / FEATURES), axis);
    return value / Math.sqrt(Math.max(realEigenvalues[axis] ?? 0, floor));
  });
  const distances = (some: Float32Array): number[] =>
    Array.from({ length: some.length / FEATURES }, (_, row) => {
      const placed = new Float64Array(FEATURES);
      for (let i = 0; i < FEATURES; i++) {
        const off = (some[row * FEATURES + i] ?? 0) - (mean[i] ?? 0);
        for (let axis = 0; axis < FEATURES; axis++) {
          placed[axis] = (placed[axis] ?? 0) + off * (axes[i * FEATURES + axis] ?? 0);
        }
      }
      return Math.hypot(...placed);
    });
  const sorted = distances(features).sort((a, b) => a - b);
  const limit = sorted[Math.floor(SHARE * (sorted.length - 1))] ?? Number.POSITIVE_INFINITY;
  return (others) => distances(others).map((distance) => distance / limit);
}
