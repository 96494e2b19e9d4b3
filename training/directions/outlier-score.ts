/**
 * How strange a face is among those that a generator makes: how far its features lie from the middle of theirs, in
 * deviations along every axis (Mahalanobis). A face is believable up to 1, which is where 99 of 100 of them lie within.
 */
import { EigenvalueDecomposition } from 'ml-matrix';
import { FEATURES } from '../measures/attributes/network.ts';
import { momentsOf } from '../measures/frechet.ts';

const SHARE = 0.99;
/** Axes along which the faces hardly differ are noise; a deviation counts for at least this share of the largest. */
const LEAST = 0.01;

/**
 * @param features f32 [n, FEATURES] of ordinary faces
 * @returns a function from f32 [m, FEATURES] to how strange each is
 */
export function fitOutlierScore(features: Float32Array): (others: Float32Array) => number[] {
  const { mean, covariance } = momentsOf(features, FEATURES);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  const floor = LEAST ** 2 * Math.max(...realEigenvalues);
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
