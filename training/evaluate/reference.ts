/** Real portraits against other real portraits: the best possible value of every measure, cached for later evaluations. */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Matrix } from 'ml-matrix';
import { exists } from '../../files/read-optional.ts';
import { readSafetensors, writeSafetensors } from '../../files/safetensors.ts';
import type { ClassChoice } from '../../gan/class-choice.ts';
import type { Values } from '../../graph/tensor.ts';
import { UsageError } from '../command-line.ts';
import { counted } from '../counted.ts';
import { type DataLoader, openDataLoader } from '../data/data-loader.ts';
import type { DataReading } from '../data/data-reading.ts';
import { FEATURES } from '../measures/attributes/network.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import { type DamageReader, learnDamage } from '../measures/damage/damaged-parts.ts';
import type { DistanceComputer } from '../measures/distributions/distances.ts';
import { type Moments, momentsOf } from '../measures/distributions/frechet.ts';
import { radiiOf } from '../measures/distributions/manifold.ts';
import type { FaceDetector } from '../measures/face-detector.ts';
import {
  collectDetails,
  collectPartSample,
  collectPictures,
  compareDetails,
  type DetailedSample,
  detailedSamples,
  type FaceDetails,
  measureDamage,
  toldApart,
} from './face-details.ts';
import {
  collectFeatures,
  compareFeatures,
  detectorSamples,
  type FaceStream,
  faceRate,
  type RealFeatures,
} from './face-stream.ts';

/** The seed of the order of real portraits, some of which are mirrored as in training. */
const SEED = 20261;
const BATCH = 50;
/** At most this number of other portraits, and at most as many as samples, teach what damaged eyes and mouths are. */
const MAX_LEARNED = 4000;
const DAMAGE_SEED = 1;

export type Reference = {
  readonly real: RealFeatures;
  /** The share of real portraits in which the detector finds a face. */
  readonly found: number;
  /** The same portraits close up, where the protocol has that, and as `toldApart` takes them. */
  readonly closeUp:
    | {
        readonly details: FaceDetails;
        readonly pictures: Uint8ClampedArray;
        readonly damage: DamageReader | undefined;
      }
    | undefined;
  /** The measures of other real portraits. */
  readonly values: Readonly<Record<string, number>>;
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

/** The largest number of samples that so many portraits can be measured with. */
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
    if (await exists(path)) {
      const { tensors, metadata } = await readSafetensors(path);
      const features = tensors.features?.data ?? new Float32Array();
      const { found, values, detail, thresholds } = JSON.parse(metadata.reference ?? '{}');
      const patches = Object.entries(tensors).flatMap(([level, { data: patch }]) =>
        level.startsWith('patches') ? [{ side: Number(level.slice('patches'.length)), patches: patch }] : [],
      );
      const radii = Float64Array.from(tensors.radii?.data ?? []);
      const real = { features, patches, radii, moments: momentsOf(features, FEATURES) };
      const closeUp = isCloseUp
        ? {
            details: storedDetails(tensors, detail),
            pictures: await pictures(0),
            damage: thresholds && storedDamage(tensors, thresholds),
          }
        : undefined;
      return { real, found, values, closeUp };
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
      // As they are after the cache, so that later evaluations have the same values.
      return { ...exact, details: storedDetails(detailTensors(exact.details), exact.details.detail) };
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
    await mkdir(join(cache, 'evaluate'), { recursive: true });
    const levels = real.patches.map(({ side: s, patches }) => [
      `patches${s}`,
      { shape: [patches.length], data: patches },
    ]);
    await writeSafetensors(path, {
      metadata: {
        reference: JSON.stringify({
          found,
          values,
          detail: closeUp?.details.detail,
          thresholds: closeUp?.damage?.thresholds,
        }),
      },
      tensors: {
        features: { shape: [samples, FEATURES], data: real.features },
        radii: { shape: [samples], data: Float32Array.from(real.radii) },
        ...Object.fromEntries(levels),
        ...(closeUp && detailTensors(closeUp.details)),
        ...(closeUp?.damage && damageTensors(closeUp.damage)),
      },
    });
    return { real, found, values, closeUp };
  }
}

function vector(data: ArrayLike<number>): Values[string] {
  return { shape: [data.length], data: Float32Array.from(data) };
}

/** What a cache stores of portraits close up. */
function detailTensors({ eyes, mouth }: FaceDetails): Values {
  return {
    'eyes.mean': vector(eyes.mean),
    'eyes.covariance': vector(eyes.covariance.to1DArray()),
    'mouth.mean': vector(mouth.mean),
    'mouth.covariance': vector(mouth.covariance.to1DArray()),
  };
}

function storedDetails(tensors: Values, detail: number): FaceDetails {
  const values = (name: string): number[] => Array.from(tensors[name]?.data ?? []);
  const moments = (part: string): Moments => ({
    mean: Float64Array.from(values(`${part}.mean`)),
    covariance: Matrix.from1DArray(FEATURES, FEATURES, values(`${part}.covariance`)),
  });
  return { eyes: moments('eyes'), mouth: moments('mouth'), detail };
}

/** What a cache stores of the networks that look for damage. */
function damageTensors({ eyes, mouth }: DamageReader): Values {
  return Object.fromEntries(
    Object.entries({ eyes, mouth }).flatMap(([part, weights]) =>
      Object.entries(weights).map(([name, value]) => [`damage.${part}.${name}`, value]),
    ),
  );
}

function storedDamage(tensors: Values, thresholds: DamageReader['thresholds']): DamageReader {
  const weights = (part: string): Values =>
    Object.fromEntries(
      Object.entries(tensors).flatMap(([name, value]) => {
        const prefix = `damage.${part}.`;
        return name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [];
      }),
    );
  return { eyes: weights('eyes'), mouth: weights('mouth'), thresholds };
}
