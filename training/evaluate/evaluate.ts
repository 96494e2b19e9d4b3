/** Evaluates a generator by a protocol (`protocol.ts`). */
import { inputsFromSeeds } from '../../latent/condition/condition.ts';
import type { Evaluation } from '../../latent/model/measurements.ts';
import { dataReading, readingKey } from '../data/data-reading.ts';
import { openDataset } from '../data/dataset.ts';
import { readNetworkMetadata } from '../measures/attributes/networks.ts';
import { type AttributePredictor, openAttributePredictor } from '../measures/attributes/predictor.ts';
import type { DistanceComputer } from '../measures/distributions/distances.ts';
import { type FaceDetector, openFaceDetector } from '../measures/face-detector.ts';
import { mean, roundToDigits } from '../statistics.ts';
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
import {
  type NearestDistances,
  nearestOtherPortraits,
  nearestPortraits,
  openPortraitIndex,
  type PortraitIndex,
} from './nearest-portraits.ts';
import { CURRENT_PROTOCOL, PROTOCOLS, type ProtocolName } from './protocol.ts';
import { openReference, type Reference } from './reference.ts';
import { drawSeeds, type TestedGenerator } from './tested-generator.ts';

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

/** What a draw is measured with. */
type Drawing = {
  readonly generator: TestedGenerator;
  readonly reference: Reference;
  readonly predictor: AttributePredictor;
  /** Undefined where the protocol looks for no faces. */
  readonly detector: FaceDetector | undefined;
  readonly distances: DistanceComputer;
  readonly samples: number;
};

/** By the names of measures. */
type Values = Readonly<Record<string, number>>;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The mean of a measure over the draws, with its standard error, beside its value for portraits. */
function measureOf(
  name: string,
  drawn: readonly number[],
  reference: number,
): Evaluation['measures'][number] {
  const centre = mean(drawn);
  const variance = drawn.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (drawn.length - 1);
  return {
    name,
    value: roundToDigits(centre, 4),
    ...(drawn.length > 1 ? { error: roundToDigits(Math.sqrt(variance / drawn.length), 4) } : {}),
    reference: roundToDigits(reference, 4),
    better: HIGHER_IS_BETTER.has(name) ? 'more' : 'less',
  };
}

export async function evaluate(
  { condition, ...unconditional }: TestedGenerator,
  { data, samples, draws, cache, protocol = CURRENT_PROTOCOL, tell }: EvaluateOptions,
): Promise<Evaluation> {
  const { recipe } = unconditional;
  const reading = dataReading(recipe);
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
  const mirrored = reading.mirror ? [] : ['unmirrored'];
  const read = hasFaces ? [...readingKey(reading), ...mirrored] : [JSON.stringify(reading)];
  const key = [protocol, source.path, source.version, attributes, ...read].join(' ');
  const predictor = await openAttributePredictor(network);
  const detector = hasFaces ? await openFaceDetector() : undefined;
  const distances = await openFeatureDistances();
  try {
    const reference = await openReference({
      data,
      key,
      side: generator.resolution,
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
    const drawn: Values[] = [];
    for (let draw = 1; draw <= draws; draw++) {
      tell(`drawing ${samples} faces, ${draw} of ${draws}`);
      drawn.push(await measureDraw({ generator, reference, predictor, detector, distances, samples }, draw));
    }
    tell('searching all training portraits for copies');
    const { resolution: side } = generator;
    const portraits = await openPortraitIndex(source, predictor, { side, reading }, cache, attributes);
    const copies = await searchCopies(generator, portraits, predictor);
    drawn.push(copies.values);
    const groups = hasFaces && {
      groups: await measureGroups(generator, portraits, predictor, samples, tell),
    };
    const references = { ...reference.values, ...copies.references };
    const names = [...new Set(drawn.flatMap(Object.keys))];
    return {
      protocol,
      samples,
      ...groups,
      measures: names.map((name) => {
        const values = drawn.flatMap((each) => each[name] ?? []);
        return measureOf(name, values, references[name] ?? Number.NaN);
      }),
    };
  } finally {
    await Promise.allSettled([predictor.release(), detector?.release(), distances.release(), source.close()]);
  }
}

function streamOf(generator: TestedGenerator, first: number, count: number, psi: number): FaceStream {
  return (show) => drawSeeds(generator, { first, count, psi }, show);
}

/** The measures of one draw of faces. @param draw from 1; the first is told apart from portraits, too, for which a network is trained */
async function measureDraw(
  { generator, reference, predictor, detector, distances, samples }: Drawing,
  draw: number,
): Promise<Values> {
  const { resolution: side } = generator;
  const first = draw * SEEDS_PER_DRAW;
  const sample = await collectFeatures(streamOf(generator, first, samples, 1), samples, side, predictor);
  const values: Record<string, number> = { ...(await compareFeatures(reference.real, sample, distances)) };
  if (detector) {
    const some = streamOf(generator, first, detectorSamples(samples), TRUNCATED_PSI);
    values.facesFound = (await faceRate(some, side, detector)) / reference.found;
  }
  if (reference.closeUp) {
    const { details, pictures, damage: reader } = reference.closeUp;
    const count = detailedSamples(samples);
    const seen = streamOf(generator, first, count, 1);
    const found = await collectDetails(seen, count, side, predictor);
    Object.assign(values, compareDetails(details, found.details));
    if (reader) {
      const truncated = streamOf(generator, first, count, TRUNCATED_PSI);
      const parts = await collectPartSample(truncated, count, side);
      Object.assign(values, await measureDamage(reader, found.sample, parts));
    }
    if (draw === 1) {
      values.toldApart = await toldApart(pictures, await collectPictures(seen, count, side));
    }
  }
  return values;
}

/** How near faces are to the training portraits, beside how near these are to one another. A face that is nearer is a copy. */
async function searchCopies(
  generator: TestedGenerator,
  portraits: PortraitIndex,
  predictor: AttributePredictor,
): Promise<{ values: Values; references: Values }> {
  const people = await nearestOtherPortraits(portraits, PEOPLE);
  const faces = inputsFromSeeds(0, COPIES, generator);
  const near = await nearestPortraits(
    portraits,
    predictor,
    await generator.draw(faces),
    generator.resolution,
  );
  const least = { features: Math.min(...people.features), pixels: Math.min(...people.pixels) };
  const copies = near.features.filter(
    (distance, i) => distance < least.features || (near.pixels[i] ?? 0) < least.pixels,
  ).length;
  const medians = ({ features, pixels }: NearestDistances) => ({
    nearestFeatures: median(features),
    nearestPixels: median(pixels),
  });
  return { values: { ...medians(near), copies }, references: { ...medians(people), copies: 0 } };
}

/** The shares of groups among faces as the model is shown, and among the portraits. */
async function measureGroups(
  generator: TestedGenerator,
  portraits: PortraitIndex,
  predictor: AttributePredictor,
  samples: number,
  tell: (message: string) => void,
): Promise<Evaluation['groups']> {
  tell('counting groups');
  const predictions: Float32Array[] = [];
  const stream = streamOf(generator, 0, Math.min(GROUP_SAMPLES, samples), generator.truncation);
  await stream(async (images) => {
    predictions.push((await predictor.predict(images, generator.resolution)).attributes);
  });
  return groupShares(portraits.predictions, Float32Array.from(predictions.flatMap((some) => [...some])));
}
