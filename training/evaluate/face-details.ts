/**
 * What faces look like close up: eyes and mouths at full size, whether they are damaged, fine detail, and whether a network can tell them from
 * portraits.
 */
import { FEATURES } from '../measures/attributes/network.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import {
  type DamageReader,
  damageOf,
  damageShares,
  type PartSample,
} from '../measures/damage/damaged-parts.ts';
import { frechetDistance, type Moments, momentsOf } from '../measures/distributions/frechet.ts';
import { collectParts, PART_PIXELS, type PartName, partsOf } from '../measures/face-parts.ts';
import {
  COMPARED_SIDE,
  COMPARED_SIZE,
  comparedPictures,
  tellApart,
} from '../measures/networks/tell-apart.ts';
import { detailPower } from '../measures/sharpness.ts';
import type { FaceStream } from './face-stream.ts';

/** At most this number of pictures of a sample is looked at close up. */
const MAX_DETAILED = 2000;
/** Parts that are given to the attribute network together. */
const BATCH = 100;
/** The seed of the network that learns to tell portraits from faces. */
const SEED = 1;

/** How many pictures of a sample are looked at close up. */
export function detailedSamples(samples: number): number {
  return Math.min(MAX_DETAILED, samples);
}

export type FaceDetails = {
  /** The features of the eyes, of which each face has two, and of the mouths. */
  readonly eyes: Moments;
  readonly mouth: Moments;
  /** The mean power of fine detail. */
  readonly detail: number;
};

export type DetailedSample = { readonly details: FaceDetails; readonly sample: PartSample };

/** Pictures for `tellApart`, u8 [count, 3, 128, 128]. */
export async function collectPictures(
  stream: FaceStream,
  count: number,
  side: number,
): Promise<Uint8ClampedArray> {
  const pictures = new Uint8ClampedArray(count * COMPARED_SIZE);
  await stream(async (images, start) => {
    pictures.set(comparedPictures(images, side), start * COMPARED_SIZE);
  });
  return pictures;
}

/** The eyes and mouths of `count` pictures of a stream. */
export async function collectPartSample(
  stream: FaceStream,
  count: number,
  side: number,
): Promise<PartSample> {
  const { add, parts } = collectParts(count, side);
  await stream(async (images) => add(images));
  return { parts, count };
}

async function featuresOf(
  { parts, count }: PartSample,
  names: readonly PartName[],
  predictor: AttributePredictor,
): Promise<Moments> {
  const features = new Float32Array(names.length * count * FEATURES);
  let at = 0;
  for (const name of names) {
    for (let i = 0; i < count; i += BATCH) {
      const some = partsOf(parts, name, i, Math.min(count, i + BATCH));
      const found = (await predictor.predict(some, PART_PIXELS)).features;
      features.set(found, at);
      at += found.length;
    }
  }
  return momentsOf(features, FEATURES);
}

export async function collectDetails(
  stream: FaceStream,
  count: number,
  side: number,
  predictor: AttributePredictor,
): Promise<DetailedSample> {
  const { add, parts } = collectParts(count, side);
  let detail = 0;
  await stream(async (images) => {
    add(images);
    detail += detailPower(images, side).reduce((sum, power) => sum + power / count, 0);
  });
  const sample = { parts, count };
  const details = {
    eyes: await featuresOf(sample, ['leftEye', 'rightEye'], predictor),
    mouth: await featuresOf(sample, ['mouth'], predictor),
    detail,
  };
  return { details, sample };
}

/** The accuracy of a network that learns to tell pictures of `collectPictures` apart. */
export function toldApart(portraits: Uint8ClampedArray, faces: Uint8ClampedArray): Promise<number> {
  return tellApart(portraits, faces, { side: COMPARED_SIDE, seed: SEED });
}

/** The measures of faces close up beside those of as many portraits, by name. */
export function compareDetails(portraits: FaceDetails, faces: FaceDetails): Record<string, number> {
  return {
    frechetEyes: frechetDistance(portraits.eyes, faces.eyes),
    frechetMouth: frechetDistance(portraits.mouth, faces.mouth),
    sharpness: faces.detail / portraits.detail,
  };
}

/** The shares of faces with damaged eyes or mouths, at ψ = 1 and at a lower one, by name. */
export async function measureDamage(
  reader: DamageReader,
  faces: PartSample,
  truncated: PartSample,
): Promise<Record<string, number>> {
  const { eyes, mouth, either } = damageShares(reader, await damageOf(reader, faces));
  return {
    damagedEyes: eyes,
    damagedMouth: mouth,
    damaged: either,
    damagedTruncated: damageShares(reader, await damageOf(reader, truncated)).either,
  };
}
