/** Many faces of a generator and what the attribute network reads in them: what directions are fitted to. */
import { drawInBatches, seededLatents, type TestedGenerator } from '../evaluate/tested-generator.ts';
import { FEATURES } from '../measures/attributes/network.ts';
import { PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';
import type { AttributePredictor } from '../measures/attributes/reader.ts';
import { type Moments, momentsOf } from '../measures/frechet.ts';
import { fitOutlierScore } from './outlier-score.ts';

export type SampledFaces = {
  /** The seed of the first face; the others follow. */
  readonly first: number;
  readonly count: number;
  /** f32 [count, latentSize], truncated as the model's faces are. */
  readonly z: Float32Array;
  /** f32 [count, attributes], as the network reads them. */
  readonly predictions: Float32Array;
  /** f32 [count, FEATURES] */
  readonly features: Float32Array;
  /** Of each attribute over these faces. */
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  /** How strange a face of such features is among those of this model; outlier-score.ts says it. */
  readonly outlierScores: (features: Float32Array) => number[];
  /** Whether they are no stranger than 99 of 100 of its faces. */
  readonly isBelievable: (features: Float32Array) => boolean[];
};

/** One attribute of each face. */
export function column(readings: Float32Array, k: number): Float32Array {
  const values = new Float32Array(readings.length / PREDICTED_ATTRIBUTES.length);
  for (let i = 0; i < values.length; i++) {
    values[i] = readings[i * PREDICTED_ATTRIBUTES.length + k] ?? Number.NaN;
  }
  return values;
}

/** What the network reads in the faces of some latents: readings f32 [n, attributes], features f32 [n, FEATURES]. */
export async function predictFaces(
  subject: TestedGenerator,
  reader: AttributePredictor,
  z: Float32Array,
): Promise<{ readings: Float32Array; features: Float32Array }> {
  const n = z.length / subject.latentSize;
  const readings = new Float32Array(n * PREDICTED_ATTRIBUTES.length);
  const features = new Float32Array(n * FEATURES);
  await drawInBatches(subject, z, async (images, start) => {
    const read = await reader.predict(images, subject.resolution);
    readings.set(read.attributes, start * PREDICTED_ATTRIBUTES.length);
    features.set(read.features, start * FEATURES);
  });
  return { readings, features };
}

/** The latents of seeds, as the model's faces have them. */
export function latentsOfSeeds(
  { latentSize, truncation }: TestedGenerator,
  first: number,
  count: number,
): Float32Array {
  return seededLatents(first, count, latentSize).map((value) => truncation * value);
}

export async function sampleFaces(
  subject: TestedGenerator,
  reader: AttributePredictor,
  first: number,
  count: number,
): Promise<SampledFaces> {
  const z = latentsOfSeeds(subject, first, count);
  const { readings, features } = await predictFaces(subject, reader, z);
  const moments: Moments = momentsOf(readings, PREDICTED_ATTRIBUTES.length);
  const strangeness = fitOutlierScore(features);
  return {
    first,
    count,
    z,
    predictions: readings,
    features,
    means: [...moments.mean],
    deviations: PREDICTED_ATTRIBUTES.map((_, k) => Math.sqrt(moments.covariance.get(k, k)) || 1),
    outlierScores: strangeness,
    isBelievable: (others) => strangeness(others).map((it) => it <= 1),
  };
}
