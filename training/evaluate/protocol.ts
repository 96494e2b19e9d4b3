/**
 * The fixed protocol by which generators are compared. Everything random comes from seeds, so that the same generator has
 * the same values again; values of another version of the protocol, or of other numbers of samples, do not compare.
 *
 * - Distances (`frechet`, `precision`, `recall`, `density`, `coverage`, `swd`) are of faces at ψ = 1, the distribution that
 *   was trained, to as many real portraits.
 * - `facesFound` is of faces at ψ = 0.8: the share in which a face detector finds one, by the share of real portraits.
 * - `nearestFeatures` and `nearestPixels` are medians over 100 faces of the distance to the nearest training portrait,
 *   beside the same of portraits of different people; `copies` counts faces nearer than any two people.
 * - `groups` are counted among faces at the model's own ψ.
 */
import { join } from 'node:path';
import type { Evaluation } from '../../latent/measurements.ts';
import { openDataset } from '../data/dataset.ts';
import { openAttributePredictor } from '../measures/attributes/reader.ts';
import { openFaceDetector } from '../measures/face-detector.ts';
import {
  collectFeatures,
  compareFeatures,
  detectorSamples,
  type FaceStream,
  faceRate,
  openFeatureDistances,
} from './face-stream.ts';
import { groupShares } from './groups.ts';
import { nearestOtherPortraits, nearestPortraits, openPortraitIndex } from './nearest-portraits.ts';
import { openReference } from './reference.ts';
import { drawInBatches, seededLatents, type TestedGenerator } from './tested-generator.ts';

export const PROTOCOL = 'faces-1';
export const SAMPLES = 10_000;
export const DRAWS = 3;

/** ψ of the faces that are shown to the detector. */
const DETECTED_AT = 0.8;
/** Draw d takes the seeds from d × this on, for d from 1. */
const SEEDS_OF_A_DRAW = 10_000_000;
const COPIES = 100;
/** Faces, at the model's own ψ, in which groups are counted. */
const COUNTED = 2000;
const PEOPLE = 500;

const MORE = new Set([
  'precision',
  'recall',
  'density',
  'coverage',
  'facesFound',
  'nearestFeatures',
  'nearestPixels',
]);

export type EvaluateOptions = {
  /** Labelled or not: the portraits the generator was trained on. */
  readonly data: string;
  readonly samples: number;
  readonly draws: number;
  /** The folder of caches. */
  readonly cache: string;
  /** What the attribute network is, as its SHA-256. */
  readonly attributes: string;
  readonly tell: (message: string) => void;
};

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

export async function evaluate(
  subject: TestedGenerator,
  { data, samples, draws, cache, attributes, tell }: EvaluateOptions,
): Promise<Evaluation> {
  const { resolution: side, latentSize, truncation } = subject;
  const source = await openDataset(data);
  const key = [PROTOCOL, source.path, source.version, attributes].join(' ');
  const reader = await openAttributePredictor();
  const detector = await openFaceDetector();
  const distances = await openFeatureDistances();
  try {
    const reference = await openReference({
      data,
      key,
      side,
      samples,
      cache,
      reader,
      detector,
      distances,
      tell,
    });
    const values: Record<string, number[]> = {};
    function note(found: Readonly<Record<string, number>>): void {
      for (const [name, value] of Object.entries(found)) {
        values[name] = [...(values[name] ?? []), value];
      }
    }
    const parade =
      (z: Float32Array, psi: number): FaceStream =>
      (show) =>
        drawInBatches(
          subject,
          z.map((value) => psi * value),
          show,
        );
    for (let draw = 1; draw <= draws; draw++) {
      tell(`drawing ${samples} faces, ${draw} of ${draws}`);
      const z = seededLatents(draw * SEEDS_OF_A_DRAW, samples, latentSize);
      const crowd = await collectFeatures(parade(z, 1), samples, side, reader);
      const some = z.subarray(0, detectorSamples(samples) * latentSize);
      const found = await faceRate(parade(some, DETECTED_AT), side, detector);
      note({
        ...(await compareFeatures(reference.real, crowd, distances)),
        facesFound: found / reference.found,
      });
    }

    tell('looking for copies among all training portraits');
    const gallery = await openPortraitIndex(source, reader, cache, attributes);
    const people = await nearestOtherPortraits(gallery, PEOPLE);
    const faces = seededLatents(0, COPIES, latentSize).map((value) => truncation * value);
    const near = await nearestPortraits(gallery, reader, await subject.draw(faces), side);
    const least = { features: Math.min(...people.features), pixels: Math.min(...people.pixels) };
    const copies = near.features.filter(
      (distance, i) => distance < least.features || (near.pixels[i] ?? 0) < least.pixels,
    ).length;
    note({ nearestFeatures: median(near.features), nearestPixels: median(near.pixels), copies });
    tell('counting who is rare');
    const counted = seededLatents(0, Math.min(COUNTED, samples), latentSize);
    const readings: Float32Array[] = [];
    await parade(
      counted,
      truncation,
    )(async (images) => {
      readings.push((await reader.predict(images, side)).attributes);
    });
    const faceReadings = Float32Array.from(readings.flatMap((some) => [...some]));
    const references: Record<string, number> = {
      ...reference.values,
      nearestFeatures: median(people.features),
      nearestPixels: median(people.pixels),
      copies: 0,
    };
    return {
      protocol: PROTOCOL,
      samples,
      groups: groupShares(gallery.readings, faceReadings),
      measures: Object.entries(values).map(([name, drawn]) => {
        const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
        const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (drawn.length - 1);
        return {
          name,
          value: rounded(mean),
          ...(drawn.length > 1 ? { error: rounded(Math.sqrt(variance / drawn.length)) } : {}),
          reference: rounded(references[name] ?? Number.NaN),
          better: MORE.has(name) ? ('more' as const) : ('less' as const),
        };
      }),
    };
  } finally {
    await Promise.allSettled([reader.release(), detector.release(), distances.release(), source.close()]);
  }
}

/** The folder of caches of whoever called. */
export function cacheUnder(runs: string): string {
  return join(runs, '.cache');
}
