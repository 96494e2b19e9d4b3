/** Many faces of a generator and their predicted attributes, which directions are fitted to. */
import { latentsFromSeeds } from '../../latent/seed/seed.ts';
import { drawInBatches, type TestedGenerator } from '../evaluate/tested-generator.ts';
import { FEATURES } from '../measures/attributes/network.ts';
import { PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import { type Moments, momentsOf } from '../measures/distributions/frechet.ts';
import { fitOutlierScore } from './outlier-score.ts';

export type SampledFaces = {
  /** The seed of the first face; the others follow. */
  readonly first: number;
  readonly count: number;
  /** f32 [count, latentSize], truncated by the model's ψ. */
  readonly z: Float32Array;
  /** Predicted attributes, f32 [count, attributes]. */
  readonly predictions: Float32Array;
  /** f32 [count, FEATURES] */
  readonly features: Float32Array;
  /** The mean of each attribute over these faces. */
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  /** The outlier scores of faces with these features (outlier-score.ts). */
  readonly outlierScores: (features: Float32Array) => number[];
  /** Whether their outlier scores are at most 1. */
  readonly isBelievable: (features: Float32Array) => boolean[];
};

/** One attribute of each face. */
export function column(predictions: Float32Array, k: number): Float32Array {
  const values = new Float32Array(predictions.length / PREDICTED_ATTRIBUTES.length);
  for (let i = 0; i < values.length; i++) {
    values[i] = predictions[i * PREDICTED_ATTRIBUTES.length + k] ?? Number.NaN;
  }
  return values;
}

/** Predictions for the faces of latents: attributes f32 [n, attributes], features f32 [n, FEATURES]. */
export async function predictFaces(
  generator: TestedGenerator,
  predictor: AttributePredictor,
  z: Float32Array,
): Promise<{ predictions: Float32Array; features: Float32Array }> {
  const n = z.length / generator.latentSize;
  const predictions = new Float32Array(n * PREDICTED_ATTRIBUTES.length);
  const features = new Float32Array(n * FEATURES);
  await drawInBatches(generator, z, async (images, start) => {
    const read = await predictor.predict(images, generator.resolution);
    predictions.set(read.attributes, start * PREDICTED_ATTRIBUTES.length);
    features.set(read.features, start * FEATURES);
  });
  return { predictions, features };
}

export async function sampleFaces(
  generator: TestedGenerator,
  predictor: AttributePredictor,
  first: number,
  count: number,
): Promise<SampledFaces> {
  const z = latentsFromSeeds(first, count, generator.latentSize, generator.truncation);
  const { predictions, features } = await predictFaces(generator, predictor, z);
  const moments: Moments = momentsOf(predictions, PREDICTED_ATTRIBUTES.length);
  const outlierScores = fitOutlierScore(features);
  return {
    first,
    count,
    z,
    predictions,
    features,
    means: [...moments.mean],
    deviations: PREDICTED_ATTRIBUTES.map((_, k) => Math.sqrt(moments.covariance.get(k, k)) || 1),
    outlierScores,
    isBelievable: (others) => outlierScores(others).map((it) => it <= 1),
  };
}
