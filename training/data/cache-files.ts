/**
 * The files of a cache of decoded pictures, in a folder named by the SHA-256 of its header:
 *
 *     header.json   what the pictures are: source, its version, side, crop, decoder
 *     index         8 bytes a picture: its state (decode-result.ts) as u32, and the CRC-32 of its pixels; little-endian
 *     pixels        u8 RGB [n, side, side, 3]
 *
 * The folder is called NAME.part until every picture has its entry. What is written for a picture depends on the header
 * only, so a run can continue the cache of a run that was killed, and two runs can fill the same folder at once.
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { formatBytes } from '../../files/format-bytes.ts';
import { writeAtomic } from '../../files/write-atomic.ts';
import type { SmallPictures } from './small-pictures.ts';

/** To be increased when this code would write other pictures, or other files, for the same header. */
const FORMAT = 1;
export const ENTRY_BYTES = 8;
/** Bytes that a cache leaves free on its disk, for checkpoints. */
export const LEFT_FREE = 2 ** 30;

/** Everything that the content of a cache depends on, as plain values. */
export type CacheHeader = SmallPictures & {
  readonly source: string;
  /** A SHA-256 that changes when a picture is replaced. */
  readonly version: string;
  readonly pictures: number;
  readonly side: number;
  readonly crop: string;
  readonly decoder: unknown;
};

export type CacheFiles = {
  readonly index: FileHandle;
  readonly pixels: FileHandle;
  /** Marks the cache as complete. */
  complete(): Promise<void>;
  close(): Promise<void>;
  remove(): Promise<void>;
};

/** Whether a folder holds a cache with this header, each file at its full length. Checksums verify the content later. */
async function isComplete(folder: string, header: string, lengths: Readonly<Record<string, number>>) {
  try {
    if ((await readFile(join(folder, 'header.json'), 'utf8')) !== header) {
      return false;
    }
    for (const [name, length] of Object.entries(lengths)) {
      if ((await stat(join(folder, name))).size !== length) {
        return false;
      }
    }
    return true;
  } catch {
    return false;
  }
}

/** Creates sparse files of zeros. The header is written last, so a folder with a header has the other files. */
async function create(folder: string, header: string, lengths: Readonly<Record<string, number>>) {
  const needed = Object.values(lengths).reduce((sum, length) => sum + length, 0);
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  if (needed > bavail * bsize - LEFT_FREE) {
    throw new Error(
      `${folder} needs ${formatBytes(needed)}; ${formatBytes(bavail * bsize)} are free, of which ${formatBytes(LEFT_FREE)} have to stay free`,
    );
  }
  for (const [name, length] of Object.entries(lengths)) {
    const file = await open(join(folder, name), constants.O_RDWR | constants.O_CREAT);
    await file.truncate(length).finally(() => file.close());
  }
  await writeAtomic(join(folder, 'header.json'), header);
}

/**
 * Opens the cache with a header, or creates it; a damaged one is replaced.
 * @param place the folder of all caches
 * @throws where the disk is full or refuses to write
 */
export async function openCacheFiles(place: string, header: CacheHeader): Promise<CacheFiles> {
  const text = `${JSON.stringify({ format: FORMAT, ...header }, null, 2)}\n`;
  const whole = join(place, createHash('sha256').update(text).digest('hex').slice(0, 16));
  const part = `${whole}.part`;
  const lengths = {
    index: header.pictures * ENTRY_BYTES,
    pixels: header.pictures * header.side ** 2 * 3,
  };
  let folder = whole;
  if (!(await isComplete(whole, text, lengths))) {
    await rm(whole, { recursive: true, force: true });
    folder = part;
    if (!(await isComplete(part, text, lengths))) {
      await rm(part, { recursive: true, force: true });
      try {
        await create(part, text, lengths);
      } catch (cause) {
        await rm(part, { recursive: true, force: true }).catch(() => {});
        throw cause;
      }
    }
  }
  const index = await open(join(folder, 'index'), 'r+');
  const pixels = await open(join(folder, 'pixels'), 'r+');
  return {
    index,
    pixels,
    async complete() {
      if (folder === whole) {
        return;
      }
      // If another run was faster, its folder stays and this one is removed.
      await rename(part, whole).catch(() => rm(part, { recursive: true, force: true }));
      folder = whole;
    },
    async close() {
      await index.close();
      await pixels.close();
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
