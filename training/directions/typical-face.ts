/**
 * The typical face of a generator: a z whose features are in the middle of those of its faces.
 *
 * The middle of z is no such face. A standard normal z of d dimensions has a length close to √d, and a generator never learned what to
 * draw for a z that is much shorter, 0 above all. So the typical z has the length of a usual one, ψ √d: it is searched on that sphere,
 * from the mean of the z whose faces are nearest to the middle on, by random steps that become shorter where none leads nearer.
 */
import { toGrid } from '../../latent/face.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import type { TestedGenerator } from '../evaluate/tested-generator.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import { roundTo } from '../statistics.ts';
import { predictFaces, type SampledFaces } from './sampled-faces.ts';

/** The share of the faces, the nearest ones, whose z the search starts from. */
const NEAREST = 0.01;
/** The rounds of the search, and the z that are tried in each. */
const ROUNDS = 24;
const TRIED = 32;
/** The length of the first steps, as a share of the radius, and what it is multiplied by where none leads nearer. */
const FIRST_STEP = 0.3;
const SHORTER = 0.7;
const SEED = 1;

/** Writes `centre` + `step`, scaled to that length, into `out`. */
function onSphere(centre: Float32Array, step: Float32Array, radius: number, out: Float32Array): void {
  const moved = centre.map((value, i) => value + (step[i] ?? 0));
  const length = Math.hypot(...moved);
  out.set(moved.map((value) => (value * radius) / length));
}

function indexOfLeast(values: readonly number[]): number {
  return values.reduce((least, value, i) => (value < (values[least] ?? Number.NaN) ? i : least), 0);
}

/**
 * @param seen faces of the generator
 * @returns z in steps of 1/32, as share codes hold it. `measured`: the distance of its features to their mean over all faces, where
 *   the distance within which 99 of 100 faces lie is 1 (`outlier-score.ts`); that distance of the median face; the length of z.
 */
export async function findTypicalFace(
  generator: TestedGenerator,
  predictor: AttributePredictor,
  seen: SampledFaces,
): Promise<NonNullable<Manifest['typical']>> {
  const { latentSize, truncation } = generator;
  const radius = truncation * Math.sqrt(latentSize);
  const distances = seen.outlierScores(seen.features);
  const order = [...distances.keys()].sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0));

  const sum = new Float32Array(latentSize);
  for (const index of order.slice(0, Math.max(1, Math.floor(NEAREST * seen.count)))) {
    for (let i = 0; i < latentSize; i++) {
      sum[i] = (sum[i] ?? 0) + (seen.z[index * latentSize + i] ?? 0);
    }
  }
  let best = new Float32Array(latentSize);
  onSphere(sum, new Float32Array(latentSize), radius, best);
  let step = FIRST_STEP;
  for (let round = 0; round < ROUNDS; round++) {
    const noise = fillNormal(new Float32Array(TRIED * latentSize), SEED, round);
    const tried = new Float32Array(TRIED * latentSize);
    for (let i = 0; i < TRIED; i++) {
      // The first is the best so far, so that no round leads away.
      const size = i === 0 ? 0 : (step * radius) / Math.sqrt(latentSize);
      const own = noise.subarray(i * latentSize, (i + 1) * latentSize).map((value) => size * value);
      onSphere(best, own, radius, tried.subarray(i * latentSize, (i + 1) * latentSize));
    }
    const { features } = await predictFaces(generator, predictor, tried.map(toGrid));
    const nearest = indexOfLeast(seen.outlierScores(features));
    best = tried.slice(nearest * latentSize, (nearest + 1) * latentSize);
    step *= nearest === 0 ? SHORTER : 1;
  }
  const z = best.map(toGrid);
  const [distance = Number.NaN] = seen.outlierScores((await predictFaces(generator, predictor, z)).features);
  return {
    z: [...z],
    measured: {
      distance: roundTo(distance, 3),
      medianDistance: roundTo(distances[order[Math.floor(order.length / 2)] ?? 0] ?? Number.NaN, 3),
      length: roundTo(Math.hypot(...z), 3),
    },
  };
}
