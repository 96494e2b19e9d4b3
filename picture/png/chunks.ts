/** The chunks that a PNG file consists of (PNG specification, chapter 5). */
import { type Bytes, bigEndian, joinBytes, readBigEndian, utf8 } from '../bytes.ts';
import { crc32 } from './crc32.ts';

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Whether a file begins as a PNG does. */
export function isPng(file: Uint8Array): boolean {
  return PNG_SIGNATURE.every((byte, i) => file[i] === byte);
}

export type PngChunk = {
  /** Four letters, such as `IHDR`. */
  readonly type: string;
  readonly data: Uint8Array;
  /** Where the next one begins in the file. */
  readonly end: number;
};

/** A chunk: length, type, data, and the CRC of type and data. */
export function pngChunk(type: string, data: Uint8Array): Bytes {
  const named = joinBytes([utf8(type), data]);
  return joinBytes([bigEndian(data.length, 4), named, bigEndian(crc32(named), 4)]);
}

/**
 * @param file which begins with the signature; checksums are not verified
 * @returns all up to the last one, `IEND`
 * @throws RangeError where the file is cut off
 */
export function pngChunks(file: Uint8Array): PngChunk[] {
  const chunks: PngChunk[] = [];
  for (let at = PNG_SIGNATURE.length; at + 12 <= file.length; ) {
    const length = readBigEndian(file, at, 4);
    const type = new TextDecoder().decode(file.subarray(at + 4, at + 8));
    const end = at + 12 + length;
    if (end > file.length) {
      throw new RangeError(`the chunk ${type} is cut off`);
    }
    chunks.push({ type, data: file.subarray(at + 8, at + 8 + length), end });
    if (type === 'IEND') {
      return chunks;
    }
    at = end;
  }
  throw new RangeError('the PNG is cut off before its last chunk');
}
