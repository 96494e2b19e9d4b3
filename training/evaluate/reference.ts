/** Real portraits against other real portraits: the best possible value of every measure, cached for later evaluations. */
import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readSafetensors, writeSafetensors } from '../../files/safetensors.ts';
import { type DataLoader, openDataLoader } from '../data/data-loader.ts';
import { FEATURES } from '../measures/attributes/network.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import type { DistanceComputer } from '../measures/distances.ts';
import type { FaceDetector } from '../measures/face-detector.ts';
import { momentsOf } from '../measures/frechet.ts';
import { radiiOf } from '../measures/manifold.ts';
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

export type Reference = {
  readonly real: RealFeatures;
  /** The share of real portraits in which the detector finds a face. */
  readonly found: number;
  /** The measures of other real portraits. */
  readonly values: Readonly<Record<string, number>>;
};

export type ReferenceOptions = {
  readonly data: string;
  /** Identifies the portraits and everything else that the values depend on, for the cache. */
  readonly key: string;
  readonly side: number;
  readonly samples: number;
  readonly cache: string;
  readonly predictor: AttributePredictor;
  readonly detector: FaceDetector;
  readonly distances: DistanceComputer;
  readonly tell: (message: string) => void;
};

/** @throws RangeError where there are not twice as many portraits as samples */
export async function openReference(options: ReferenceOptions): Promise<Reference> {
  const { data, side, samples, cache, predictor, detector, distances, tell } = options;
  const portraits = await openDataLoader(data, { side, batch: BATCH, mirror: true, seed: SEED, cache });
  try {
    if (2 * samples > portraits.count) {
      throw new RangeError(
        `${data} has ${portraits.count} portraits, ${2 * samples} are needed; write fewer --samples`,
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
    if (await stat(path).catch(() => undefined)) {
      const { tensors, metadata } = await readSafetensors(path);
      const features = tensors.features?.data ?? new Float32Array();
      const { found, values } = JSON.parse(metadata.reference ?? '{}');
      const patches = Object.entries(tensors).flatMap(([level, { data: patch }]) =>
        level.startsWith('patches') ? [{ side: Number(level.slice('patches'.length)), patches: patch }] : [],
      );
      const radii = Float64Array.from(tensors.radii?.data ?? []);
      return { real: { features, patches, radii, moments: momentsOf(features, FEATURES) }, found, values };
    }
    tell(`measuring real portraits against real ones, once for ${samples} samples at ${side}×${side}`);
    const sample = await collectFeatures(stream(0, samples), samples, side, predictor);
    const real = {
      ...sample,
      moments: momentsOf(sample.features, FEATURES),
      radii: await radiiOf(distances, sample.features, samples),
    };
    const detected = detectorSamples(samples);
    const found = await faceRate(stream(0, detected), side, detector);
    const others = await collectFeatures(stream(samples, samples), samples, side, predictor);
    const values = {
      ...(await compareFeatures(real, others, distances)),
      facesFound: (await faceRate(stream(samples, detected), side, detector)) / found,
    };
    await mkdir(join(cache, 'evaluate'), { recursive: true });
    const levels = real.patches.map(({ side: s, patches }) => [
      `patches${s}`,
      { shape: [patches.length], data: patches },
    ]);
    await writeSafetensors(path, {
      metadata: { reference: JSON.stringify({ found, values }) },
      tensors: {
        features: { shape: [samples, FEATURES], data: real.features },
        radii: { shape: [samples], data: Float32Array.from(real.radii) },
        ...Object.fromEntries(levels),
      },
    });
    return { real, found, values };
  }
}
