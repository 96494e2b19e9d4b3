/**
 * The fixed protocol by which generators are compared. Everything random comes from seeds, so that values are
 * reproducible; values of another protocol version or of other sample sizes cannot be compared.
 *
 * - Distances (`frechet`, `precision`, `recall`, `density`, `coverage`, `swd`) are of faces at ψ = 1, the distribution that
 *   was trained, to as many real portraits.
 * - `facesFound` is the share of faces at ψ = 0.8 in which a face detector finds one, divided by that share of real portraits.
 * - `nearestFeatures` and `nearestPixels` are medians over 100 faces of the distance to the nearest training portrait,
 *   beside the same of portraits of different people; `copies` counts faces nearer than any two people.
 * - `groups` are counted among faces at the model's own ψ.
 *
 * Close up, of at most 2,000 faces at ψ = 1 and as many portraits (from faces-2 on):
 *
 * - `frechetEyes` and `frechetMouth` compare eyes and mouths at full size, in the features of the attribute network.
 * - `sharpness` is the power of fine detail, divided by that of portraits (`measures/sharpness.ts`).
 * - `toldApart` is the accuracy of a network that learns to tell portraits from the faces of the first draw
 *   (`measures/networks/tell-apart.ts`).
 *
 * Of the same faces (from faces-3 on), by networks that learn from portraits alone (`measures/damage/damaged-parts.ts`):
 *
 * - `damagedEyes` is the share whose eyes agree less than those of 99 in 100 portraits, `damagedMouth` the share whose mouth line is less
 *   whole, `damaged` that of either, and `damagedTruncated` that of either at ψ = 0.8.
 *
 * `pictures-1` is for data in whose pictures hardly a face is found: the distances and the search for copies, without faces, groups or damage.
 * Pictures of the data are read as the training read them: cropped, grey and mirrored as its recipe says.
 *
 * A conditional generator is compared with the pictures that have a class, and asked for each class as often as these have it, also where its
 * training saw all classes equally often.
 */
import { inputsFromSeeds } from '../../latent/condition.ts';
import type { Evaluation } from '../../latent/measurements.ts';
import { dataReading } from '../data/data-reading.ts';
import { openDataset } from '../data/dataset.ts';
import { smallPictures, smallPicturesKey } from '../data/small-pictures.ts';
import { type NetworkVersion, readNetworkMetadata } from '../measures/attributes/networks.ts';
import { openAttributePredictor } from '../measures/attributes/predictor.ts';
import { openFaceDetector } from '../measures/face-detector.ts';
import { roundToDigits } from '../statistics.ts';
import {
  collectDetails,
  collectPartSample,
  collectPictures,
  compareDetails,
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
  openFeatureDistances,
} from './face-stream.ts';
import { groupShares } from './groups.ts';
import { classChoice, learnedPictures } from './learned-pictures.ts';
import { nearestOtherPortraits, nearestPortraits, openPortraitIndex } from './nearest-portraits.ts';
import { openReference } from './reference.ts';
import { drawSeeds, type TestedGenerator } from './tested-generator.ts';

type Protocol = {
  /** Whether a face detector and the attribute network look for faces; else the distances and the search for copies are all. */
  readonly faces: boolean;
  /** The attribute network whose features and predictions are compared. */
  readonly network: NetworkVersion;
  /** Whether faces are measured close up. */
  readonly closeUp: boolean;
  /** Whether damaged eyes and mouths are counted. */
  readonly damage: boolean;
};

/** All versions: published models and search results have values of the earlier ones. */
export const PROTOCOLS = {
  'faces-1': { network: 'attributes-1', faces: true, closeUp: false, damage: false },
  'faces-2': { network: 'attributes-1', faces: true, closeUp: true, damage: false },
  'faces-3': { network: 'attributes-2', faces: true, closeUp: true, damage: true },
  'pictures-1': { network: 'attributes-2', faces: false, closeUp: false, damage: false },
} as const satisfies Readonly<Record<string, Protocol>>;
export type ProtocolName = keyof typeof PROTOCOLS;
export const PROTOCOL_NAMES = Object.keys(PROTOCOLS) as ProtocolName[];
export const CURRENT_PROTOCOL = 'faces-3' satisfies ProtocolName;
/** Of pictures without faces. */
export const PICTURE_PROTOCOL = 'pictures-1' satisfies ProtocolName;
export const SAMPLES = 10_000;
export const DRAWS = 3;

/** ψ of the faces for the detector, and of `damagedTruncated`. */
const TRUNCATED_PSI = 0.8;
/** Draw d (from 1) uses the seeds from d × this on. */
const SEEDS_PER_DRAW = 10_000_000;
const COPIES = 100;
/** Faces, at the model's own ψ, for the shares of groups. */
const GROUP_SAMPLES = 2000;
const PEOPLE = 500;

const HIGHER_IS_BETTER = new Set([
  'precision',
  'recall',
  'density',
  'coverage',
  'facesFound',
  'sharpness',
  'nearestFeatures',
  'nearestPixels',
]);

export type EvaluateOptions = {
  /** The portraits that the generator was trained on, labelled or not. */
  readonly data: string;
  readonly samples: number;
  readonly draws: number;
  /** The folder of caches. */
  readonly cache: string;
  readonly protocol?: ProtocolName;
  readonly tell: (message: string) => void;
};

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
export async function evaluate(
  { condition, ...unconditional }: TestedGenerator,
  { data, samples, draws, cache, protocol = CURRENT_PROTOCOL, tell }: EvaluateOptions,
): Promise<Evaluation> {
  const { resolution: side, truncation, recipe } = unconditional;
  const small = smallPictures(recipe);
  const classes = classChoice({ recipe, condition });
  const all = await openDataset(data, { cache, tell });
  const { source, frequencies } = await learnedPictures(all, classes).catch(async (cause: unknown) => {
    await all.close();
    throw cause;
  });
  const generator = {
    ...unconditional,
    ...(condition && {
      condition: { ...condition, frequencies: [...(frequencies ?? condition.frequencies)] },
    }),
  };
  const { network, faces: hasFaces, closeUp, damage } = PROTOCOLS[protocol];
  const { sha256: attributes } = await readNetworkMetadata(network);
  // The protocols of faces had this reading before recipes could say another.
  const reading = hasFaces ? { ...small, mirror: true } : dataReading(recipe);
  const read = hasFaces ? smallPicturesKey(small) : [JSON.stringify(reading)];
  const key = [protocol, source.path, source.version, attributes, ...read].join(' ');
  const predictor = await openAttributePredictor(network);
  const detector = hasFaces ? await openFaceDetector() : undefined;
  const distances = await openFeatureDistances();
  try {
    const reference = await openReference({
      data,
      key,
      side,
      reading,
      classes,
      samples,
      cache,
      predictor,
      detector,
      distances,
      closeUp,
      damage,
      tell,
    });
    const values: Record<string, number[]> = {};
    function note(found: Readonly<Record<string, number>>): void {
      for (const [name, value] of Object.entries(found)) {
        values[name] = [...(values[name] ?? []), value];
      }
    }
    const stream =
      (first: number, count: number, psi: number): FaceStream =>
      (show) =>
        drawSeeds(generator, { first, count, psi }, show);
    for (let draw = 1; draw <= draws; draw++) {
      tell(`drawing ${samples} faces, ${draw} of ${draws}`);
      const first = draw * SEEDS_PER_DRAW;
      const sample = await collectFeatures(stream(first, samples, 1), samples, side, predictor);
      note(await compareFeatures(reference.real, sample, distances));
      if (detector) {
        const some = stream(first, detectorSamples(samples), TRUNCATED_PSI);
        note({ facesFound: (await faceRate(some, side, detector)) / reference.found });
      }
      if (reference.closeUp) {
        const { details, pictures, damage: reader } = reference.closeUp;
        const count = detailedSamples(samples);
        const seen = stream(first, count, 1);
        const found = await collectDetails(seen, count, side, predictor);
        note(compareDetails(details, found.details));
        if (reader) {
          const truncated = await collectPartSample(stream(first, count, TRUNCATED_PSI), count, side);
          note(await measureDamage(reader, found.sample, truncated));
        }
        if (draw === 1) {
          note({ toldApart: await toldApart(pictures, await collectPictures(seen, count, side)) });
        }
      }
    }

    tell('searching all training portraits for copies');
    const portraits = await openPortraitIndex(source, predictor, { side, small }, cache, attributes);
    const people = await nearestOtherPortraits(portraits, PEOPLE);
    const faces = inputsFromSeeds(0, COPIES, generator);
    const near = await nearestPortraits(portraits, predictor, await generator.draw(faces), side);
    const least = { features: Math.min(...people.features), pixels: Math.min(...people.pixels) };
    const copies = near.features.filter(
      (distance, i) => distance < least.features || (near.pixels[i] ?? 0) < least.pixels,
    ).length;
    note({ nearestFeatures: median(near.features), nearestPixels: median(near.pixels), copies });
    async function groups(): Promise<Evaluation['groups']> {
      tell('counting groups');
      const predictions: Float32Array[] = [];
      await stream(
        0,
        Math.min(GROUP_SAMPLES, samples),
        truncation,
      )(async (images) => {
        predictions.push((await predictor.predict(images, side)).attributes);
      });
      return groupShares(portraits.predictions, Float32Array.from(predictions.flatMap((some) => [...some])));
    }
    const references: Record<string, number> = {
      ...reference.values,
      nearestFeatures: median(people.features),
      nearestPixels: median(people.pixels),
      copies: 0,
    };
    return {
      protocol,
      samples,
      ...(hasFaces && { groups: await groups() }),
      measures: Object.entries(values).map(([name, drawn]) => {
        const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
        const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (drawn.length - 1);
        return {
          name,
          value: roundToDigits(mean, 4),
          ...(drawn.length > 1 ? { error: roundToDigits(Math.sqrt(variance / drawn.length), 4) } : {}),
          reference: roundToDigits(references[name] ?? Number.NaN, 4),
          better: HIGHER_IS_BETTER.has(name) ? ('more' as const) : ('less' as const),
        };
      }),
    };
  } finally {
    await Promise.allSettled([predictor.release(), detector?.release(), distances.release(), source.close()]);
  }
}
