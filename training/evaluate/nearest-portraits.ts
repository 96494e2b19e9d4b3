/** Nearest neighbours among all training portraits, to find generated faces that are copies. */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from '../../files/read-optional.ts';
import { readSafetensors, writeSafetensors } from '../../files/safetensors.ts';
import { toPlanar } from '../../picture/planar.ts';
import { type DataReading, readingKey } from '../data/data-reading.ts';
import type { Dataset } from '../data/dataset.ts';
import { openDecodedPictures } from '../data/decoded-pictures.ts';
import { toLuma } from '../data/decoding/luma.ts';
import { FEATURES } from '../measures/attributes/network.ts';
import { PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import { openDistances } from '../measures/distributions/distances.ts';
import { resizeByInteger } from '../measures/resize-by-integer.ts';

/** The side at which pixels are compared. */
const SMALL = 16;
const PIXELS = 3 * SMALL * SMALL;
const BATCH = 100;

export type PortraitIndex = {
  /** The side that portraits and faces are brought to. */
  readonly side: number;
  /** f32 [n, FEATURES], and f32 [n, 3 · 16 · 16] in [−1, 1] */
  readonly features: Float32Array;
  readonly pixels: Float32Array;
  /** Predicted attributes, f32 [n, attributes] */
  readonly predictions: Float32Array;
};

/** Each picture mirrored: f32 [n, 3, side, side]. */
function mirrored(images: Float32Array, side: number): Float32Array {
  return images.map((_, i) => images[i - (i % side) + (side - 1 - (i % side))] ?? 0);
}

/** The index without skipped pictures: their rows are zeros, which no byte is in [−1, 1]. */
function withoutSkipped({ side, features, pixels, predictions }: PortraitIndex): PortraitIndex {
  const usable = Array.from({ length: pixels.length / PIXELS }, (_, i) => i).filter((i) =>
    pixels.subarray(i * PIXELS, (i + 1) * PIXELS).some((value) => value !== 0),
  );
  return {
    side,
    features: selectRows(features, FEATURES, usable),
    pixels: selectRows(pixels, PIXELS, usable),
    predictions: selectRows(predictions, PREDICTED_ATTRIBUTES.length, usable),
  };
}

/** @param all f32 [n, size] */
function selectRows(all: Float32Array, size: number, rows: readonly number[]): Float32Array {
  const some = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    some.set(all.subarray(row * size, (row + 1) * size), i * size);
  });
  return some;
}

/**
 * @param side that of the faces that are to be compared: portraits are read no finer than that, and smaller ones brought to it or not
 * @param reading how the training read them, so that a face is compared with what it could have copied
 * @param key identifies the attribute network, for the cache
 */
export async function openPortraitIndex(
  source: Dataset,
  predictor: AttributePredictor,
  { side: generated, reading }: { readonly side: number; readonly reading: DataReading },
  cache: string,
  key: string,
): Promise<PortraitIndex> {
  const side = Math.min(generated, predictor.side);
  const name = createHash('sha256')
    .update(
      JSON.stringify([
        'gallery-4',
        PREDICTED_ATTRIBUTES.length,
        key,
        side,
        source.version,
        ...readingKey(reading),
      ]),
    )
    .digest('hex');
  const path = join(cache, 'evaluate', `${name.slice(0, 16)}.safetensors`);
  if (await exists(path)) {
    const { features, pixels, readings } = (await readSafetensors(path)).tensors;
    if (features && pixels && readings) {
      return withoutSkipped({
        side,
        features: features.data,
        pixels: pixels.data,
        predictions: readings.data,
      });
    }
  }
  const pictures = await openDecodedPictures(source, {
    ...reading,
    side,
    crop: reading.crop ?? 'centre',
    cache,
    warn: () => {},
  });
  const n = source.pictures.length;
  const features = new Float32Array(n * FEATURES);
  const pixels = new Float32Array(n * PIXELS);
  const readings = new Float32Array(n * PREDICTED_ATTRIBUTES.length);
  const plane = side * side;
  for (let start = 0; start < n; start += BATCH) {
    const count = Math.min(BATCH, n - start);
    const images = new Float32Array(count * 3 * plane);
    await Promise.all(
      Array.from({ length: count }, async (_, i) => {
        const own = await pictures.read(start + i);
        if (typeof own === 'string') {
          return;
        }
        const image = images.subarray(3 * i * plane, 3 * (i + 1) * plane);
        toPlanar(own, side, { channels: 3 }, image);
        if (reading.grey) {
          toLuma(image);
        }
      }),
    );
    const read = await predictor.predict(images, side);
    features.set(read.features, start * FEATURES);
    readings.set(read.attributes, start * PREDICTED_ATTRIBUTES.length);
    pixels.set(resizeByInteger(images, side, SMALL), start * PIXELS);
  }
  await pictures.close();
  await mkdir(join(cache, 'evaluate'), { recursive: true });
  const tensors = {
    features: { shape: [n, FEATURES], data: features },
    pixels: { shape: [n, PIXELS], data: pixels },
    readings: { shape: [n, PREDICTED_ATTRIBUTES.length], data: readings },
  };
  await writeSafetensors(path, { metadata: {}, tensors });
  return withoutSkipped({ side, features, pixels, predictions: readings });
}

/** The distance of each of some pictures to the nearest portrait, in features and in pixels (root mean square). */
export type NearestDistances = { readonly features: readonly number[]; readonly pixels: readonly number[] };

async function nearestDistances(
  from: Float32Array,
  to: Float32Array,
  size: number,
  except: (row: number) => number | undefined,
): Promise<number[]> {
  const distances = await openDistances(size);
  const found: number[] = [];
  await distances.each(from, to, (row, squared) => {
    const own = except(row);
    if (own !== undefined) {
      squared[own] = Number.POSITIVE_INFINITY;
    }
    found.push(Math.sqrt(squared.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)));
  });
  await distances.release();
  return found;
}

function elementwiseMin(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => Math.min(value, b[i] ?? value));
}

/**
 * Training mirrors portraits, so each face is also compared mirrored.
 * @param images f32 [n, 3, generated, generated]
 */
export async function nearestPortraits(
  { side, features, pixels }: PortraitIndex,
  predictor: AttributePredictor,
  images: Float32Array,
  generated: number,
): Promise<NearestDistances> {
  const small = resizeByInteger(images, generated, side);
  const find = async (shown: Float32Array): Promise<NearestDistances> => ({
    features: await nearestDistances(
      (await predictor.predict(shown, side)).features,
      features,
      FEATURES,
      () => undefined,
    ),
    pixels: (
      await nearestDistances(resizeByInteger(shown, side, SMALL), pixels, PIXELS, () => undefined)
    ).map((d) => d / Math.sqrt(PIXELS)),
  });
  const [a, b] = [await find(small), await find(mirrored(small, side))];
  return { features: elementwiseMin(a.features, b.features), pixels: elementwiseMin(a.pixels, b.pixels) };
}

/** The distances of some portraits to the nearest other portrait, which shows a different person. */
export async function nearestOtherPortraits(
  { features, pixels }: PortraitIndex,
  count: number,
): Promise<NearestDistances> {
  const n = features.length / FEATURES;
  const every = Math.max(1, Math.floor(n / count));
  const picked = Array.from({ length: Math.min(count, n) }, (_, i) => i * every);
  const own = (row: number): number | undefined => picked[row];
  return {
    features: await nearestDistances(selectRows(features, FEATURES, picked), features, FEATURES, own),
    pixels: (await nearestDistances(selectRows(pixels, PIXELS, picked), pixels, PIXELS, own)).map(
      (d) => d / Math.sqrt(PIXELS),
    ),
  };
}
