/** Portraits as batches for training: read, decoded, resized and mirrored ahead of the step that needs them. */
import type { ClassChoice } from '../../gan/class-choice.ts';
import type { Crop } from '../../gan/recipe-schema.ts';
import { openDataLog, readDataRecord } from './data-record.ts';
import { openDataset } from './dataset.ts';
import { openDecodedPictures } from './decoded-pictures.ts';
import type { PictureRef } from './epoch-order.ts';
import { listed } from './file-names.ts';
import { firstLook } from './first-look.ts';
import type { LabelChoice } from './labels/label-attributes.ts';
import { readLabelScores } from './labels/label-scores.ts';
import { type ClassedDataset, type LoadedClasses, orderPictures } from './labels/loaded-classes.ts';
import type { NormalScores } from './labels/normal-scores.ts';
import type { SmallPictures } from './small-pictures.ts';
import { usablePictures } from './usable-pictures.ts';

/** Batches decoded ahead, so that a slow disk or a busy core does not stop a step. */
const AHEAD = 4;
/** A class whose name is one sign, or a number. */
const SIGN = /^(\d+|\p{L})$/u;

export type DataLoader = {
  /** Pictures of the data set, skipped ones included: the number of positions in an epoch. */
  readonly count: number;
  /** The batch that starts at a position of the run, f32 [batch, 3, side, side] in [−1, 1]. */
  batch(position: number): Promise<Float32Array>;
  /** The portrait at a position, never mirrored: f32 [3, side, side] in [−1, 1]. */
  portrait(position: number): Promise<Float32Array>;
  /** Which pictures a batch consists of, in its order; only after the batch was read. */
  picturesOf(position: number): PictureRef[];
  /** The classes of the pictures, where the loader was opened with a choice of them. */
  readonly classes: LoadedClasses | undefined;
  /**
   * The scores of the labels that a recipe names, for all portraits, for training with labels.
   * @throws where there are no labels, or one of them is known of no portrait
   */
  labels(choice: LabelChoice): Promise<LabelScores>;
  close(): Promise<void>;
};

export type LabelScores = {
  /** The normal scores of portraits: f32 [picks, attributes]. */
  of(picks: readonly PictureRef[]): Float32Array;
  readonly scoresFor: NormalScores['scoresFor'];
};

export type DataLoaderOptions = SmallPictures & {
  readonly side: number;
  readonly batch: number;
  readonly mirror: boolean;
  readonly seed: number;
  readonly crop?: Crop;
  /** Whether all channels are the picture's luma. */
  readonly grey?: boolean;
  /** How the classes of pictures are found, for a network that is told what to draw. */
  readonly classes?: ClassChoice | undefined;
  /** The data set at the path, where it was opened to read the classes that this choice gives; the loader closes it. */
  readonly opened?: ClassedDataset | undefined;
  /** The folder where decoded pictures are cached for all runs; without one, each epoch decodes them. */
  readonly cache?: string;
  /** The folder of the run, which records its data and refuses other data later. */
  readonly run?: string;
  /** Receives messages about the data for the user, one sentence each. */
  readonly tell?: (message: string) => void;
  /** By whose abortion opening ends, where a compressed archive is being unpacked. */
  readonly signal?: AbortSignal;
};

/**
 * Opens a data set (shards, a folder or a zip) as batches.
 *
 * The content of a position does not depend on the cache; `epoch-order.ts` says what replaces a skipped picture.
 * @throws where there is no picture, or where the run was started with others, or where their classes are not known; `batch` throws where none is usable
 */
export async function openDataLoader(path: string, options: DataLoaderOptions): Promise<DataLoader> {
  const {
    side,
    batch,
    mirror,
    seed,
    crop = 'centre',
    enlarge = false,
    pad = false,
    opened,
    run,
    tell = () => {},
  } = options;
  const before = run === undefined ? undefined : await readDataRecord(run);
  const all =
    opened?.source ??
    (await openDataset(path, {
      cache: options.cache,
      startedWith: before?.list,
      tell,
      signal: options.signal,
    }));
  const ordered = orderPictures(all, options.classes, seed, before ? () => {} : tell, opened?.classes);
  const {
    source,
    order: pick,
    classes,
  } = await ordered.catch(async (cause: unknown) => {
    await all.close();
    throw cause;
  });
  if (!before && mirror && classes?.names.every((name) => SIGN.test(name))) {
    tell(
      `the classes ${listed(classes.names, 12)} may be digits or letters, which mirrored are others; write mirror = false in the recipe where they are`,
    );
  }
  const settings = {
    resolution: side,
    crop,
    classes: classes?.hash,
    frequencies: classes && [...classes.frequencies],
  };
  const log = await openDataLog(run, before, source, settings, tell);
  const pictures = await openDecodedPictures(source, {
    side,
    crop,
    enlarge,
    pad,
    cache: options.cache,
    warn: tell,
  });
  const { statistics } = pictures;
  const count = source.pictures.length;
  const size = 3 * side * side;

  const usable = usablePictures(pictures, {
    path,
    count,
    side,
    pick,
    grey: options.grey ?? false,
    classOf: classes && ((index) => classes.names[classes.of([{ index, mirrored: false }])[0] ?? -1]),
  });
  let complete = statistics.seen === count;
  async function make(position: number): Promise<Float32Array> {
    usable.expectSome();
    const values = new Float32Array(batch * size);
    await Promise.all(
      Array.from({ length: batch }, (_, i) =>
        usable.show(position + i, values.subarray(i * size, (i + 1) * size), mirror),
      ),
    );
    if (!complete && statistics.seen === count) {
      complete = true;
      await log.note(statistics);
    }
    return values;
  }

  /** Before the run has a record of this data, so that it can be started with other data if this is refused. */
  async function look(): Promise<void> {
    const { signal } = options;
    const stopping = new AbortController();
    signal?.addEventListener('abort', () => pictures.stop(), { signal: stopping.signal });
    try {
      const notes = await firstLook(source, batch, (position) => pictures.read(pick(position).index));
      notes.forEach(tell);
    } catch (cause) {
      if (!signal?.aborted) {
        await pictures.close();
        await source.close();
        throw cause;
      }
    } finally {
      stopping.abort();
    }
  }

  const ahead = new Map<number, Promise<Float32Array>>();
  function request(position: number): Promise<Float32Array> {
    let pending = ahead.get(position);
    if (!pending) {
      pending = make(position);
      pending.catch(() => {}); // Reported to whoever waits for this batch.
      ahead.set(position, pending);
    }
    return pending;
  }
  if (run !== undefined) {
    await look();
  }
  await log.note(statistics);
  return {
    count,
    classes,
    batch(position) {
      const pending = request(position);
      for (let i = 1; i <= AHEAD; i++) {
        request(position + i * batch);
      }
      ahead.delete(position);
      return pending;
    },
    async portrait(position) {
      const out = new Float32Array(size);
      await usable.show(position, out, false);
      return out;
    },
    picturesOf: (position) =>
      Array.from({ length: batch }, (_, i) => {
        const { index, mirrored } = usable.at(position + i);
        return { index, mirrored: mirror && mirrored };
      }),
    async labels(choice) {
      const { names, table, scores } = await readLabelScores(source, path, choice);
      const labelCount = names.length;
      return {
        of(picks) {
          const out = new Float32Array(picks.length * labelCount);
          picks.forEach(({ index, mirrored }, i) => {
            out.set(scores.of(table[index] ?? [], mirrored), i * labelCount);
          });
          return out;
        },
        scoresFor: scores.scoresFor,
      };
    },
    async close() {
      // Batches that nobody waits for any more end with the pictures that are being decoded now.
      pictures.stop();
      await Promise.allSettled(ahead.values());
      await log.close(statistics);
      await pictures.close();
      await source.close();
    },
  };
}
