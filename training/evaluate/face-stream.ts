/** Many pictures, generated or real, as what the measures compare: features, patches, and how many show a face. */

import { FEATURES } from '../measures/attributes/network.ts';
import type { AttributePredictor } from '../measures/attributes/reader.ts';
import { type Distances, openDistances } from '../measures/distances.ts';
import { type FaceDetector, FOUND } from '../measures/face-detector.ts';
import { frechetDistance, type Moments, momentsOf } from '../measures/frechet.ts';
import { compareManifolds } from '../measures/manifold.ts';
import { collectPatches, type LevelPatches } from '../measures/patches.ts';
import { slicedWasserstein } from '../measures/sliced-wasserstein.ts';

/** The pictures whose patches are compared, the patches of each, and the directions they are seen from. */
const PATCHED = 4096;
const PATCHES_PER_PICTURE = 8;
const DIRECTIONS = 128;
/** At most so many are shown to the face detector, and no more than a quarter. */
const DETECTED = 1000;

/** How many of a crowd are shown to the face detector. */
export function detectorSamples(samples: number): number {
  return Math.min(DETECTED, Math.ceil(samples / 4));
}

export type SampleFeatures = {
  /** f32 [n, FEATURES] */
  readonly features: Float32Array;
  readonly patches: readonly LevelPatches[];
};

/** Shows the pictures of a crowd in order, some at a time: f32 [some, 3, side, side]. */
export type FaceStream = (show: (images: Float32Array, start: number) => Promise<void>) => Promise<void>;

export async function collectFeatures(
  parade: FaceStream,
  samples: number,
  side: number,
  reader: AttributePredictor,
): Promise<SampleFeatures> {
  const size = 3 * side * side;
  const features = new Float32Array(samples * FEATURES);
  const patched = Math.min(PATCHED, samples);
  const collector = collectPatches(patched, side, { perImage: PATCHES_PER_PICTURE });
  await parade(async (images, start) => {
    features.set((await reader.predict(images, side)).features, start * FEATURES);
    if (start < patched) {
      collector.add(images.subarray(0, Math.min(images.length, (patched - start) * size)));
    }
  });
  return { features, patches: collector.finish() };
}

/** The share of the pictures in which a face is found. */
export async function faceRate(parade: FaceStream, side: number, detector: FaceDetector): Promise<number> {
  let shown = 0;
  let found = 0;
  await parade(async (images) => {
    const scores = await detector.scores(images, side);
    shown += scores.length;
    found += scores.filter((score) => score > FOUND).length;
  });
  return found / shown;
}

/** What the crowds of real portraits are to the others. */
export type RealFeatures = SampleFeatures & { readonly moments: Moments; readonly radii: Float64Array };

export function openFeatureDistances(): Promise<Distances> {
  return openDistances(FEATURES);
}

/** Distances of a crowd to the real one, by name. */
export async function compareFeatures(
  real: RealFeatures,
  crowd: SampleFeatures,
  distances: Distances,
): Promise<Record<string, number>> {
  const { levels, mean } = slicedWasserstein(crowd.patches, real.patches, { directions: DIRECTIONS });
  const manifold = await compareManifolds(distances, real.features, real.radii, crowd.features);
  return {
    frechet: frechetDistance(real.moments, momentsOf(crowd.features, FEATURES)),
    ...manifold,
    swd: mean,
    ...Object.fromEntries(levels.map(({ side, distance }) => [`swd${side}`, distance])),
  };
}
