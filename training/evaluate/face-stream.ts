/** Streams of pictures, generated or real, and what the measures compare of them: features, patches, the rate of found faces. */
import { FEATURES } from '../measures/attributes/network.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import { type DistanceComputer, openDistances } from '../measures/distributions/distances.ts';
import { frechetDistance, type Moments, momentsOf } from '../measures/distributions/frechet.ts';
import { compareManifolds } from '../measures/distributions/manifold.ts';
import { collectPatches, type LevelPatches } from '../measures/distributions/patches.ts';
import { slicedWasserstein } from '../measures/distributions/sliced-wasserstein.ts';
import { type FaceDetector, FOUND } from '../measures/face-detector.ts';

/** The pictures whose patches are compared, the patches of each, and the directions of the sliced Wasserstein distance. */
const PATCHED = 4096;
const PATCHES_PER_PICTURE = 8;
const DIRECTIONS = 128;
/** The face detector gets at most this number of pictures, and at most a quarter. */
const MAX_DETECTOR_SAMPLES = 1000;

/** How many pictures of a sample are given to the face detector. */
export function detectorSamples(samples: number): number {
  return Math.min(MAX_DETECTOR_SAMPLES, Math.ceil(samples / 4));
}

export type SampleFeatures = {
  /** f32 [n, FEATURES] */
  readonly features: Float32Array;
  readonly patches: readonly LevelPatches[];
};

/** Calls `visit` with batches of pictures, in order: f32 [batch, 3, side, side], and the number of the first. */
export type FaceStream = (visit: (images: Float32Array, start: number) => Promise<void>) => Promise<void>;

export async function collectFeatures(
  stream: FaceStream,
  samples: number,
  side: number,
  predictor: AttributePredictor,
): Promise<SampleFeatures> {
  const size = 3 * side * side;
  const features = new Float32Array(samples * FEATURES);
  const patched = Math.min(PATCHED, samples);
  const collector = collectPatches(patched, side, { perImage: PATCHES_PER_PICTURE });
  await stream(async (images, start) => {
    features.set((await predictor.predict(images, side)).features, start * FEATURES);
    if (start < patched) {
      collector.add(images.subarray(0, Math.min(images.length, (patched - start) * size)));
    }
  });
  return { features, patches: collector.finish() };
}

/** The share of the pictures in which a face is found. */
export async function faceRate(stream: FaceStream, side: number, detector: FaceDetector): Promise<number> {
  let total = 0;
  let found = 0;
  await stream(async (images) => {
    const scores = await detector.scores(images, side);
    total += scores.length;
    found += scores.filter((score) => score > FOUND).length;
  });
  return found / total;
}

/** The reference sample of real portraits, with what is computed from it once. */
export type RealFeatures = SampleFeatures & { readonly moments: Moments; readonly radii: Float64Array };

export function openFeatureDistances(): Promise<DistanceComputer> {
  return openDistances(FEATURES);
}

/** The distances of a sample to the reference, by name. */
export async function compareFeatures(
  real: RealFeatures,
  sample: SampleFeatures,
  distances: DistanceComputer,
): Promise<Record<string, number>> {
  const { levels, mean } = await slicedWasserstein(sample.patches, real.patches, { directions: DIRECTIONS });
  const manifold = await compareManifolds(distances, real.features, real.radii, sample.features);
  return {
    frechet: frechetDistance(real.moments, momentsOf(sample.features, FEATURES)),
    ...manifold,
    swd: mean,
    ...Object.fromEntries(levels.map(({ side, distance }) => [`swd${side}`, distance])),
  };
}
