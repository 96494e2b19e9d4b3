/**
 * The files of a zip, one after the other while it is read, so that a zip of any size takes little memory. Nothing is written anywhere, so that a path
 * is only a name.
 *
 * `fflate` in place of what `training/data/zip` uses: yauzl reads with Node's streams, which a page has not.
 */
import type { UnzipFile } from 'fflate';
import { isHiddenFile } from '../given-files/given-files.ts';

export type ZipEntry = { readonly name: string } & (
  | { readonly content: Blob }
  /** `damaged`, or closed with a password. */
  | { readonly problem: 'tooLarge' | 'damaged' }
);

/** `Unzip` calls itself for each file of what it is given at once: thousands of small ones would exceed the stack. */
const PIECE_BYTES = 2 ** 13;

/**
 * @param limit bytes that a file may have, whatever the zip says of it: more than that is not unpacked
 * @param onRead called with the bytes of the zip that have been read
 * @throws Error where it is no zip, or ends too early
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
  if (count === 0) {
    throw new Error('there is no file in it');
  }
}
