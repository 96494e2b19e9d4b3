/**
 * Precision is the share of fakes within the manifold of the real features, recall the share of real features within the
 * manifold of the fakes (Kynkäänniemi et al., 2019); density counts how many real neighbourhoods a fake is in, and coverage
 * is the share of real neighbourhoods with a fake in them (Naeem et al., 2020), which are robust to outliers where the
 * first two are not. A neighbourhood reaches to the fifth nearest neighbour of the same set.
 */
import { type DistanceComputer, kthSmallest } from './distances.ts';

/** The neighbour that bounds a neighbourhood, as Naeem et al. recommend. */
const NEIGHBOUR = 5;

export type Manifold = {
  readonly precision: number;
  readonly recall: number;
  readonly density: number;
  readonly coverage: number;
};

/** The squared radius of each neighbourhood: f64 [n]. */
export async function radiiOf(
  distances: DistanceComputer,
  features: Float32Array,
  n: number,
): Promise<Float64Array> {
  const radii = new Float64Array(n);
  await distances.each(features, features, (row, squared) => {
    squared[row] = Number.POSITIVE_INFINITY;
    radii[row] = kthSmallest(squared, NEIGHBOUR);
  });
  return radii;
}

/**
 * @param real f32 [n, size] and `radii` of them, by `radiiOf`
 * @param fake f32 [m, size]
 */
export async function compareManifolds(
  distances: DistanceComputer,
  real: Float32Array,
  radii: Float64Array,
  fake: Float32Array,
): Promise<Manifold> {
  const n = radii.length;
  const m = (fake.length * n) / real.length;
  const fakeRadii = await radiiOf(distances, fake, m);
  const covered = new Uint8Array(n);
  const recalled = new Uint8Array(n);
  let precise = 0;
  let memberships = 0;
  await distances.each(fake, real, (row, squared) => {
    const reach = fakeRadii[row] ?? 0;
    let member = false;
    for (let i = 0; i < n; i++) {
      const distance = squared[i] ?? 0;
      if (distance <= (radii[i] ?? 0)) {
        member = true;
        memberships++;
        covered[i] = 1;
      }
      if (distance <= reach) {
        recalled[i] = 1;
      }
    }
    if (member) {
      precise++;
    }
  });
  const count = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + flag, 0);
  return {
    precision: precise / m,
    recall: count(recalled) / n,
    density: memberships / (NEIGHBOUR * m),
    coverage: count(covered) / n,
  };
}
