/** Random access to a zip on disk, as yauzl needs it. */
import { read, readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/**
 * Bytes that are read ahead where a read continues the one before it: yauzl reads the directory of a zip in pieces of tens
 * of bytes, four hundred thousand of them for two hundred thousand files.
 */
const WINDOW_BYTES = 2 ** 20;
/** The size of the chunks that a picture is streamed in. */
const CHUNK_BYTES = 2 ** 16;

/** A class, because the library takes a subclass. It does not close the file. */
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

  // Not a stream of the file handle, which would close the file at the end of the range.
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
