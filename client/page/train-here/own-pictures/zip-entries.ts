/**
 * The files of a zip, one after the other while it is read, so that a zip of any size takes little memory. No path can do harm, since nothing is
 * written.
 *
 * By `fflate`, since yauzl, which `training/data/zip` uses, reads with Node's streams.
 */
import type { UnzipFile } from 'fflate';
import { isHiddenFile } from '../given-files/given-files.ts';

export type ZipEntry = { readonly name: string } & (
  | { readonly content: Blob }
  /** `damaged`: or closed with a password, or packed in an unknown way. */
  | { readonly problem: 'tooLarge' | 'damaged' }
);

/** `Unzip` recurses for each file within one piece, so that thousands of small ones would exceed the stack. */
const PIECE_BYTES = 2 ** 13;

/**
 * @param limit the most bytes of a file. A larger one is not unpacked, whatever size the zip claims
 * @param onRead called with the bytes of the zip that have been read
 * @throws Error where it is not a zip, or ends too early
 */
export async function* zipEntries(
  zip: Blob,
  limit: number,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<ZipEntry> {
  const { Unzip, UnzipInflate } = await import('fflate');
  let found: ZipEntry[] = [];
  let count = 0;

  function unpack(file: UnzipFile): void {
    const { name } = file;
    count++;
    if (name.endsWith('/') || isHiddenFile(name)) {
      return;
    }
    if ((file.originalSize ?? 0) > limit) {
      found.push({ name, problem: 'tooLarge' });
      return;
    }
    let chunks: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    let hasEnded = false;
    function end(entry: ZipEntry): void {
      hasEnded = true;
      chunks = [];
      found.push(entry);
    }
    file.ondata = (error, data, final) => {
      if (hasEnded) {
        return;
      }
      if (error !== null) {
        return end({ name, problem: 'damaged' });
      }
      size += data.length;
      if (size > limit) {
        return end({ name, problem: 'tooLarge' });
      }
      // The library may use its buffer again.
      chunks.push(data.slice());
      if (final) {
        end({ name, content: new Blob(chunks) });
      }
    };
    try {
      file.start();
    } catch {
      // Packed in a way that the library does not know.
      end({ name, problem: 'damaged' });
    }
  }

  const unzip = new Unzip(unpack);
  unzip.register(UnzipInflate);
  let read = 0;
  const reader = zip.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const bytes = value ?? new Uint8Array();
      for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
        unzip.push(bytes.subarray(at, at + PIECE_BYTES), false);
      }
      if (done) {
        unzip.push(new Uint8Array(), true);
      }
      read += value?.length ?? 0;
      onRead(read);
      const entries = found;
      found = [];
      yield* entries;
      if (done) {
        break;
      }
    }
  } finally {
    // Whoever wants no more files leaves the rest unread.
    await reader.cancel();
  }
  if (count === 0) {
    throw new Error('there is no file in it');
  }
}
