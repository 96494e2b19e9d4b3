/**
 * How well a conditional model draws what it is asked for, by a network that learns the classes from the data's labels
 * (`measures/networks/class-network.ts`): which class it reads in pictures of each class, and how different these are from each other beside those of the data.
 */
import { inputsFromSeeds } from '../../../latent/condition/condition.ts';
import type { ClassMeasurements } from '../../../latent/model/measurements.ts';
import { UsageError } from '../../command-line.ts';
import { type DataLoader, openDataLoader } from '../../data/data-loader.ts';
import { dataReading } from '../../data/data-reading.ts';
import { type ClassPictures, learnClasses } from '../../measures/networks/class-network.ts';
import { resizeByInteger } from '../../measures/resize-by-integer.ts';
import { roundToDigits } from '../../statistics.ts';
import { classChoice } from '../learned-pictures.ts';
import type { TestedGenerator } from '../tested-generator.ts';

/** Pictures of the data at most, beside some of rare classes; every sixth is not learned from. */
const MOST_PICTURES = 24_000;
const TESTED_ONE_IN = 6;
/** The fewest pictures of a class, some twenty of which are learned from. */
const FEWEST_OF_CLASS = 24;
/** The largest side that pictures are read at. */
const MOST_SIDE = 64;
/** The side at which pictures are compared: at a larger one, noise would count as a difference. */
const COMPARED_SIDE = 16;
/** How many pictures are drawn in all, within these bounds for each class. */
const SAMPLES = { all: 2000, least: 50, most: 500 } as const;
/** How many pictures of a class are compared with each other. */
const COMPARED = 100;
/** The first seed of what is drawn: all classes have the same z. */
const FIRST_SEED = 5_000_000;
const SEED = 20_271;
const BATCH = 50;
const CHANNELS = 3;

/** f32 [n, 3, from, from] in [−1, 1] as u8 [n, 3, to, to] */
function toBytes(images: Float32Array, from: number, to: number): Uint8ClampedArray {
  return Uint8ClampedArray.from(resizeByInteger(images, from, to), (value) => 127.5 * value + 127.5);
}

/** The pictures at the given places. */
function select({ pixels, classes, side }: ClassPictures, places: readonly number[]): ClassPictures {
  const size = CHANNELS * side * side;
  const out = new Uint8ClampedArray(places.length * size);
  places.forEach((place, i) => {
    out.set(pixels.subarray(place * size, (place + 1) * size), i * size);
  });
  return { pixels: out, classes: Uint8Array.from(places, (place) => classes[place] ?? 0), side };
}

/**
 * Pictures of the data in a random order, each once.
 * @param most of them, beside those that rare classes need
 */
export async function readPictures(
  loader: DataLoader,
  resolution: number,
  side: number,
  most = MOST_PICTURES,
): Promise<ClassPictures> {
  const count = Math.min(most, loader.count);
  const size = CHANNELS * side * side;
  const names = loader.classes?.names ?? [];
  const room = Math.min(loader.count, count + FEWEST_OF_CLASS * names.length);
  const pixels = new Uint8ClampedArray(room * size);
  const classes = new Uint8Array(room);
  for (let at = 0; at < count; at += BATCH) {
    const bytes = toBytes(await loader.batch(at), resolution, side);
    const own = loader.classes?.of(loader.picturesOf(at)) ?? new Uint8Array(BATCH);
    pixels.set(bytes.subarray(0, (count - at) * size), at * size);
    classes.set(own.subarray(0, count - at), at);
  }
  const found = names.map((_, k) => classes.subarray(0, count).filter((each) => each === k).length);
  const isRare = (k: number): boolean => (found[k] ?? 0) < FEWEST_OF_CLASS;
  const classAt = (position: number): number => loader.classes?.of(loader.picturesOf(position))[0] ?? 0;
  let filled = count;
  for (let at = count; at < loader.count && names.some((_, k) => isRare(k)); at += BATCH) {
    const own = loader.classes?.of(loader.picturesOf(at)) ?? new Uint8Array();
    for (let position = at; position < Math.min(at + BATCH, loader.count); position++) {
      if (!isRare(own[position - at] ?? 0)) {
        continue;
      }
      const bytes = toBytes(await loader.portrait(position), resolution, side);
      // Another picture may stand in for one that cannot be used.
      const k = classAt(position);
      if (isRare(k)) {
        found[k] = (found[k] ?? 0) + 1;
        pixels.set(bytes, filled * size);
        classes[filled] = k;
        filled++;
      }
    }
  }
  return { pixels: pixels.subarray(0, filled * size), classes: classes.subarray(0, filled), side };
}

/** The mean over all pairs of pictures of the root mean square of their difference, in [−1, 1]: u8 [n, 3, side, side]. */
function meanDistance(pixels: Uint8ClampedArray, side: number): number {
  const size = CHANNELS * side * side;
  const n = pixels.length / size;
  let sum = 0;
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      let squares = 0;
      for (let i = 0; i < size; i++) {
        squares += ((pixels[a * size + i] ?? 0) - (pixels[b * size + i] ?? 0)) ** 2;
      }
      sum += Math.sqrt(squares / size) / 127.5;
    }
  }
  return (2 * sum) / (n * (n - 1));
}

/** The diversity of some pictures of a class, u8 [n, 3, side, side]. */
function diversityOf(pixels: Uint8ClampedArray, side: number): number {
  const some = pixels.subarray(0, COMPARED * CHANNELS * side * side);
  const values = Float32Array.from(some, (byte) => byte / 127.5 - 1);
  const compared = Math.min(side, COMPARED_SIDE);
  return roundToDigits(meanDistance(toBytes(values, side, compared), compared), 4);
}

function shareOf(found: Uint8Array, right: (i: number) => boolean): number {
  return roundToDigits(Array.from(found.keys()).filter(right).length / found.length, 4);
}

/** @throws UsageError where a class has too few pictures to learn it from */
function expectEnough(names: readonly string[], { classes }: ClassPictures, data: string): void {
  for (const [k, name] of names.entries()) {
    const own = classes.filter((each) => each === k).length;
    if (own < FEWEST_OF_CLASS) {
      throw new UsageError(
        `${data}: ${own} of its pictures ${own === 1 ? 'is' : 'are'} of the class ${JSON.stringify(name)}, too few to learn what it looks like: ${FEWEST_OF_CLASS} of each class are the fewest to measure with; add some`,
      );
    }
  }
}

export type ClassMeasureOptions = {
  /** The pictures that the generator was trained on, and their labels. */
  readonly data: string;
  /** The folder of caches. */
  readonly cache: string;
  readonly tell: (message: string) => void;
};

/**
 * @param names of the generator's classes, in the order of y
 * @throws UsageError where the data have too few pictures of a class; as `readClasses` does where they have other classes
 */
export async function measureClasses(
  generator: TestedGenerator,
  names: readonly string[],
  { data, cache, tell }: ClassMeasureOptions,
): Promise<ClassMeasurements> {
  const { resolution, recipe } = generator;
  const reading = dataReading(recipe);
  const side = Math.min(resolution, MOST_SIDE);
  const loader = await openDataLoader(data, {
    side: resolution,
    ...reading,
    batch: BATCH,
    mirror: false,
    seed: SEED,
    classes: classChoice(generator),
    cache,
    tell,
  });
  const pictures = await readPictures(loader, resolution, side).finally(() => loader.close());
  expectEnough(names, pictures, data);
  const ofClass = names.map((_, k) => [...pictures.classes.keys()].filter((i) => pictures.classes[i] === k));
  const learned = ofClass.flatMap((own) => own.filter((_, i) => i % TESTED_ONE_IN !== 0));
  const tested = select(
    pictures,
    ofClass.flatMap((own) => own.filter((_, i) => i % TESTED_ONE_IN === 0)),
  );
  tell(`learning the ${names.length} classes from ${learned.length.toLocaleString('en')} pictures`);
  const reader = await learnClasses(select(pictures, learned), names.length, {
    mirror: reading.mirror,
    seed: SEED,
  });
  try {
    const read = await reader.read(tested.pixels);
    const samples = Math.min(SAMPLES.most, Math.max(SAMPLES.least, Math.ceil(SAMPLES.all / names.length)));
    tell(`drawing ${samples} pictures of each class`);
    const byClass: number[] = [];
    const drawnDiversity: number[] = [];
    for (const k of names.keys()) {
      const inputs = inputsFromSeeds(FIRST_SEED, samples, generator, k);
      const drawn = toBytes(await generator.draw(inputs), resolution, side);
      const found = await reader.read(drawn);
      byClass.push(shareOf(found, (i) => found[i] === k));
      drawnDiversity.push(diversityOf(drawn, side));
    }
    return {
      reader: {
        learned: learned.length,
        tested: tested.classes.length,
        accuracy: shareOf(read, (i) => read[i] === tested.classes[i]),
      },
      samples,
      accuracy: roundToDigits(byClass.reduce((sum, share) => sum + share, 0) / names.length, 4),
      byClass,
      realByClass: names.map((_, k) => {
        const own = read.filter((_, i) => tested.classes[i] === k);
        return shareOf(own, (i) => own[i] === k);
      }),
      diversity: {
        drawn: drawnDiversity,
        real: ofClass.map((some) => diversityOf(select(pictures, some.slice(0, COMPARED)).pixels, side)),
      },
    };
  } finally {
    await reader.release();
  }
}
