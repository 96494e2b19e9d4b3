/** How yauzl reads a zip from disk. */
import { read, readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/**
 * The directory of a zip is read in pieces of some ten bytes, one after the other: of two hundred thousand files, four
 * hundred thousand pieces. Where a read goes on from the one before it, so much is read ahead.
 */
const WINDOW_BYTES = 2 ** 20;
/** A picture is streamed in pieces of so many bytes. */
const CHUNK_BYTES = 2 ** 16;

/** A class, because that is how the library takes a reader. It does not close the file. */
export class ZipReader extends RandomAccessReader {
  readonly #file: FileHandle;
  readonly #window = Buffer.alloc(WINDOW_BYTES);
  #windowStart = 0;
  #windowEnd = 0;
  #next = -1;

  constructor(file: FileHandle) {
    super();
    this.#file = file;
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const end = position + length;
    const follows = position === this.#next;
    this.#next = end;
    if (!follows || length > WINDOW_BYTES) {
      read(this.#file.fd, target, offset, length, position, (error, bytesRead) =>
        callback(error ?? (bytesRead < length ? new Error('the zip ends too early') : null)),
      );
      return;
    }
    try {
      if (position < this.#windowStart || end > this.#windowEnd) {
        this.#windowStart = position;
        this.#windowEnd = position + readSync(this.#file.fd, this.#window, 0, WINDOW_BYTES, position);
        if (end > this.#windowEnd) {
          throw new Error('the zip ends too early');
        }
      }
      this.#window.copy(target, offset, position - this.#windowStart, end - this.#windowStart);
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    callback(null);
  }

  // Not the stream of a file: that closes the file when it is done with its range.
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#chunks(start, end), { objectMode: false });
  }

  async *#chunks(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; ) {
      const bytes = Math.min(CHUNK_BYTES, end - at);
      const { buffer, bytesRead } = await this.#file.read(Buffer.alloc(bytes), 0, bytes, at);
      if (bytesRead === 0) {
        throw new Error('the zip ends too early');
      }
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  }
}
