/**
 * A cache of decoded pictures on disk, so that each is decoded once. Reads are verified by checksums; only the index (8 bytes
 * a picture) is in memory. The cache is best effort: where the disk fails, it warns once and removes itself, and pictures
 * are decoded again.
 */
import { crc32 } from 'node:zlib';
import { writeError } from '../../files/write-atomic.ts';
import { type CacheFiles, type CacheHeader, ENTRY_BYTES, openCacheFiles } from './cache-files.ts';
import { type DecodeResult, resultState, skipReasonOf, UNKNOWN, USABLE } from './decoding/decode-result.ts';

export type Cache = {
  /** The state of each picture when the cache was opened, one byte each (`decode-result.ts`). */
  states(): Uint8Array;
  /** The pixels of a picture, u8 RGB [side, side, 3], or undefined where they are missing or damaged. */
  read(i: number): Promise<Uint8Array | undefined>;
  /** Stores the result of decoding a picture. Never throws. */
  write(i: number, outcome: DecodeResult): Promise<void>;
  close(): Promise<void>;
};

/** A cache that stores nothing. */
function noCache(pictures: number): Cache {
  return {
    states: () => new Uint8Array(pictures),
    read: async () => undefined,
    write: async () => {},
    close: async () => {},
  };
}

function reasonText(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The CRC-32 of the pixels, or of the name of the reason. */
function checksum(outcome: DecodeResult): number {
  return crc32(outcome);
}

/** The index: state and checksum of each picture. Entries of skipped pictures whose checksum is wrong are dropped. */
async function readIndex({ index }: CacheFiles, pictures: number): Promise<Uint32Array> {
  const entries = new Uint32Array(2 * pictures);
  await index.read(new Uint8Array(entries.buffer), 0, entries.byteLength, 0);
  for (let i = 0; i < pictures; i++) {
    const state = entries[2 * i] ?? UNKNOWN;
    const reason = skipReasonOf(state);
    const sound = reason === undefined ? state === USABLE : entries[2 * i + 1] === checksum(reason);
    if (!sound) {
      entries[2 * i] = UNKNOWN;
    }
  }
  return entries;
}

/**
 * Opens the cache with a header, or creates it; where the disk does not allow that, the cache stores nothing.
 * @param place the folder of all caches
 * @param warn is called once, with the reason why there is none
 */
export async function openCache(
  place: string | undefined,
  header: CacheHeader,
  warn: (message: string) => void,
): Promise<Cache> {
  const { pictures, side } = header;
  if (place === undefined) {
    return noCache(pictures);
  }
  const size = 3 * side * side;
  const warning = (cause: unknown): void =>
    warn(`decoded pictures are not cached, so each epoch decodes them again: ${reasonText(cause)}`);

  let files: CacheFiles;
  let entries: Uint32Array;
  try {
    files = await openCacheFiles(place, header);
    entries = await readIndex(files, pictures);
  } catch (cause) {
    warning(cause);
    return noCache(pictures);
  }
  const stateAt = (i: number): number => entries[2 * i] ?? UNKNOWN;
  let unknown = entries.reduce((sum, value, k) => sum + Number(k % 2 === 0 && value === UNKNOWN), 0);
  let failed = false;

  /** Removes the cache, so that the run has the disk. */
  async function giveUp(cause: unknown): Promise<void> {
    if (failed) {
      return;
    }
    failed = true;
    warning(cause);
    await files.close().catch(() => {});
    await files.remove().catch(() => {});
  }
  async function writeAll(file: CacheFiles['index'], bytes: Uint8Array, at: number): Promise<void> {
    // A disk that is nearly full writes a part; the attempt to write the rest gives its error.
    for (let done = 0; done < bytes.length; ) {
      const rest = bytes.length - done;
      done += (await file.write(bytes, done, rest, at + done)).bytesWritten;
    }
  }
  return {
    states: () => Uint8Array.from({ length: pictures }, (_, i) => stateAt(i)),
    async read(i) {
      if (failed || stateAt(i) !== USABLE) {
        return undefined;
      }
      const pixels = new Uint8Array(size);
      try {
        await files.pixels.read(pixels, 0, size, i * size);
      } catch {
        return undefined;
      }
      return checksum(pixels) === entries[2 * i + 1] ? pixels : undefined;
    },
    async write(i, outcome) {
      if (failed) {
        return;
      }
      const entry = Uint32Array.of(resultState(outcome), checksum(outcome));
      try {
        if (typeof outcome !== 'string') {
          await writeAll(files.pixels, outcome, i * size);
        }
        await writeAll(files.index, new Uint8Array(entry.buffer), i * ENTRY_BYTES);
        const first = stateAt(i) === UNKNOWN;
        entries.set(entry, 2 * i);
        if (first && --unknown === 0) {
          await files.complete();
        }
      } catch (cause) {
        await giveUp(writeError(place, cause));
      }
    },
    async close() {
      if (!failed) {
        await files.close();
      }
    },
  };
}
