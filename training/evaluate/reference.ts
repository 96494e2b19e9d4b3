/** Real portraits against other real portraits: the best possible value of every measure, cached for later evaluations. */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ClassChoice } from '../../gan/class-choice.ts';
import { UsageError } from '../command-line.ts';
import { counted } from '../counted.ts';
import { type DataLoader, openDataLoader } from '../data/data-loader.ts';
import type { DataReading } from '../data/data-reading.ts';
import { FEATURES } from '../measures/attributes/network.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import { type DamageReader, learnDamage } from '../measures/damage/damaged-parts.ts';
import type { DistanceComputer } from '../measures/distributions/distances.ts';
import { momentsOf } from '../measures/distributions/frechet.ts';
import { radiiOf } from '../measures/distributions/manifold.ts';
import type { FaceDetector } from '../measures/face-detector.ts';
import {
  collectDetails,
  collectPartSample,
  collectPictures,
  compareDetails,
  type DetailedSample,
  detailedSamples,
  measureDamage,
  toldApart,
} from './face-details.ts';
import {
  collectFeatures,
  compareFeatures,
  detectorSamples,
  type FaceStream,
  faceRate,
} from './face-stream.ts';
import { asStored, readReference, type StoredReference, writeReference } from './reference-file.ts';

/** The seed of the order of real portraits, some of which are mirrored as in training. */
const SEED = 20261;
const BATCH = 50;
/** At most this number of other portraits, and at most as many as samples, teach what damaged eyes and mouths are. */
const MAX_LEARNED = 4000;
const DAMAGE_SEED = 1;

export type Reference = StoredReference & {
  /** With the pictures as `toldApart` takes them. */
  readonly closeUp: { readonly pictures: Uint8ClampedArray } | undefined;
};

export type ReferenceOptions = {
  readonly data: string;
  /** Identifies the portraits and everything else that the values depend on, for the cache. */
  readonly key: string;
  readonly side: number;
  /** How pictures are read. */
  readonly reading: DataReading;
  /** Which pictures of the data, for a conditional model. */
  readonly classes: ClassChoice | undefined;
  readonly samples: number;
  readonly cache: string;
  readonly predictor: AttributePredictor;
  /** Undefined where the protocol looks for no faces. */
  readonly detector: FaceDetector | undefined;
  readonly distances: DistanceComputer;
  /** Whether the protocol measures faces close up. */
  readonly closeUp: boolean;
  /** Whether it looks for damaged eyes and mouths, too. */
  readonly damage: boolean;
  readonly tell: (message: string) => void;
};

/** How many portraits teach what damage is. */
function portraitsLearned(samples: number, looksForDamage: boolean): number {
  return looksForDamage ? Math.min(MAX_LEARNED, samples) : 0;
}

/** The largest number of samples that can be measured with this number of portraits. */
export function samplesAllowed(portraits: number, looksForDamage: boolean): number {
  const few = Math.floor(portraits / (looksForDamage ? 3 : 2));
  return portraitsLearned(few, looksForDamage) < MAX_LEARNED
    ? few
    : Math.floor((portraits - MAX_LEARNED) / 2);
}

/** @throws RangeError where there are not twice as many portraits as samples, and those that teach what damage is */
export async function openReference(options: ReferenceOptions): Promise<Reference> {
  const { data, side, reading, classes, samples, cache, predictor, detector, distances, tell } = options;
  const { closeUp: isCloseUp, damage: looksForDamage } = options;
  const learned = portraitsLearned(samples, looksForDamage);
  const needed = 2 * samples + learned;
  const portraits = await openDataLoader(data, {
    side,
    ...reading,
    batch: BATCH,
    seed: SEED,
    classes,
    cache,
  });
  try {
    if (needed > portraits.count) {
      throw new RangeError(
        `${data} has ${counted(portraits.count, 'portrait')}, ${needed} are needed; write fewer --samples`,
      );
    }
    return await measure(portraits, options);
  } finally {
    await portraits.close();
  }

  async function measure(from: DataLoader, { key }: ReferenceOptions): Promise<Reference> {
    const stream =
      (first: number, count: number): FaceStream =>
      async (show) => {
        for (let i = 0; i < count; i += BATCH) {
          const images = await from.batch(first + i);
          const size = images.length / BATCH;
          await show(images.subarray(0, Math.min(BATCH, count - i) * size), i);
        }
      };
    const name = createHash('sha256')
      .update(JSON.stringify([key, side, samples]))
      .digest('hex');
    const path = join(cache, 'evaluate', `${name.slice(0, 16)}.safetensors`);
    const detailed = detailedSamples(samples);
    function pictures(first: number): Promise<Uint8ClampedArray> {
      return collectPictures(stream(first, detailed), detailed, side);
    }
    const stored = await readReference(path, isCloseUp);
    if (stored) {
      const { closeUp, ...rest } = stored;
      return { ...rest, closeUp: closeUp && { ...closeUp, pictures: await pictures(0) } };
    }
    tell(`measuring real portraits against real ones, once for ${samples} samples at ${side}×${side}`);
    const sample = await collectFeatures(stream(0, samples), samples, side, predictor);
    const real = {
      ...sample,
      moments: momentsOf(sample.features, FEATURES),
      radii: await radiiOf(distances, sample.features, samples),
    };
    const detected = detectorSamples(samples);
    const found = detector ? await faceRate(stream(0, detected), side, detector) : 1;
    if (found === 0) {
      throw new UsageError(
        `${data}: no face is found in its pictures; write --protocol pictures-1, which needs none`,
      );
    }
    const others = await collectFeatures(stream(samples, samples), samples, side, predictor);
    async function details(first: number): Promise<DetailedSample> {
      const exact = await collectDetails(stream(first, detailed), detailed, side, predictor);
      return { ...exact, details: asStored(exact.details) };
    }
    async function learnedDamage(usual: DetailedSample): Promise<DamageReader> {
      tell(`learning what damaged eyes and mouths are, from ${learned} portraits`);
      const others = await collectPartSample(stream(2 * samples, learned), learned, side);
      return learnDamage(others, usual.sample, DAMAGE_SEED);
    }
    const own = isCloseUp ? await details(0) : undefined;
    const closeUp = own && {
      details: own.details,
      pictures: await pictures(0),
      damage: looksForDamage ? await learnedDamage(own) : undefined,
    };
    const other = closeUp && (await details(samples));
    const values = {
      ...(await compareFeatures(real, others, distances)),
      ...(detector && {
        facesFound: (await faceRate(stream(samples, detected), side, detector)) / found,
      }),
      ...(closeUp &&
        other && {
          ...compareDetails(closeUp.details, other.details),
          ...(closeUp.damage && (await measureDamage(closeUp.damage, other.sample, other.sample))),
          toldApart: await toldApart(closeUp.pictures, await pictures(samples)),
        }),
    };
    await mkdir(dirname(path), { recursive: true });
    await writeReference(path, samples, { real, found, values, closeUp });
    return { real, found, values, closeUp };
  }
}
