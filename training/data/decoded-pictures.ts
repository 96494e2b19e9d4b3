/** The decoded pictures of a data set by number, from the cache or decoded and then cached. */
import { openCache } from './cache.ts';
import { type DataStatistics, openDataStatistics } from './data-statistics.ts';
import type { Dataset } from './dataset.ts';
import { type Cut, DECODER, decode } from './decoding/decode.ts';
import type { DecodeResult } from './decoding/decode-result.ts';
import { createMemoryGate } from './decoding/memory-gate.ts';
import { READING_BYTES, TooLargeError } from './limits.ts';
import { DamagedFileError } from './stores/file-store.ts';

export type DecodedPictures = {
  readonly statistics: DataStatistics;
  /** @throws where the data set cannot be read; for an unusable picture the result is the reason, not an error */
  read(index: number): Promise<DecodeResult>;
  /** Reads that wait for their turn fail from now on. */
  stop(): void;
  /** Waits for the reads that have begun. */
  close(): Promise<void>;
};

export type PictureOptions = Cut & {
  /** The folder of all caches; without one, each read decodes. */
  readonly cache?: string | undefined;
  /** Called with a message for the user where the cache cannot be used. */
  readonly warn: (message: string) => void;
};

export async function openDecodedPictures(
  source: Dataset,
  options: PictureOptions,
): Promise<DecodedPictures> {
  const { side, crop, enlarge = false, pad = false, warn } = options;
  const { path, version, pictures } = source;
  const header = {
    source: path,
    version,
    pictures: pictures.length,
    side,
    crop,
    decoder: DECODER,
    ...(enlarge && { enlarge }),
    ...(pad && { pad }),
  };
  const cache = await openCache(options.cache, header, warn);
  const statistics = openDataStatistics(cache.states());
  const reading = createMemoryGate(READING_BYTES);
  const stopping = new AbortController();

  /** Unpacking holds a file twice, in pieces and as a whole. */
  const sizeOf = (index: number): number => 2 * (pictures[index]?.bytes ?? 0);
  async function decodeFrom(index: number): Promise<DecodeResult> {
    try {
      const { signal } = stopping;
      return await reading.run(
        sizeOf(index),
        async () => decode(await source.read(index), { side, crop, enlarge, pad }, signal),
        signal,
      );
    } catch (cause) {
      if (cause instanceof DamagedFileError) {
        return 'corrupt';
      }
      if (cause instanceof TooLargeError) {
        return 'large';
      }
      throw new Error(`${path}: ${pictures[index]?.name} cannot be read`, { cause });
    }
  }
  async function read(index: number): Promise<DecodeResult> {
    const known = statistics.skipReason(index) ?? (await cache.read(index));
    if (known !== undefined) {
      return known;
    }
    const outcome = await decodeFrom(index);
    await cache.write(index, outcome);
    statistics.record(index, outcome);
    return outcome;
  }
  const reads = new Set<Promise<DecodeResult>>();
  return {
    statistics,
    read(index) {
      const started = read(index);
      reads.add(started);
      const forget = (): boolean => reads.delete(started);
      started.then(forget, forget);
      return started;
    },
    stop: () => stopping.abort(new Error('reading has been stopped')),
    async close() {
      // What is being decoded is still written to the cache.
      await Promise.allSettled(reads);
      await cache.close();
    },
  };
}
