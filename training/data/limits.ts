/**
 * What one file of a data set may cost. An archive can name a picture that unpacks to gigabytes, and a picture of a few
 * kilobytes can have a billion pixels; both are skipped, by what they declare, before anything is read or decoded.
 */
const MIB = 2 ** 20;

/** The largest file of a picture: a photograph of 100 megapixels as JPEG takes some 50 MB. */
export const PICTURE_BYTES = 64 * MIB;
/** The largest picture: 8192 × 8192, more than the cameras of phones have. */
export const PICTURE_PIXELS = 2 ** 26;
/** The labels of one picture. */
export const LABEL_BYTES = MIB;
/** The labels of all pictures in one file: CelebA's take 27 MB. */
export const LABEL_TABLE_BYTES = 256 * MIB;
/** MNIST's files and those like them, unpacked, which are held in memory: EMNIST's largest takes 0.6 GB. */
export const IDX_BYTES = 1024 * MIB;
/** The pictures of one such file, each of which is listed. */
export const IDX_PICTURES = 4_000_000;
/** A header of a tar that extends the next one: a name, a few numbers. */
export const TAR_HEADER_BYTES = MIB;

/** The files that are read and not yet decoded. One alone may take more. */
export const READING_BYTES = 256 * MIB;
/** The pictures that are being decoded, as they are before they are resized. One alone may take more. */
export const DECODING_BYTES = 512 * MIB;
/** The bytes of a pixel while it is decoded: four channels of 16 bits at most. */
export const PIXEL_BYTES = 8;

/** A file is larger than is read. */
export class TooLargeError extends Error {}

/** @throws TooLargeError that names the file, its size and the limit */
export function expectAtMost(limit: number, bytes: number, what: string): void {
  if (bytes > limit) {
    throw new TooLargeError(
      `${what} has ${bytes.toLocaleString('en')} bytes; ${limit.toLocaleString('en')} is the most`,
    );
  }
}
