/** How one format of pictures keeps XMP. */
import type { Bytes } from '../bytes.ts';

export type Container = {
  /** Whether a file begins as this format does. */
  readonly matches: (file: Uint8Array) => boolean;
  /** The file with this XMP. */
  readonly insert: (file: Bytes, xmp: Bytes) => Bytes;
  /** The XMP of a file, of which there may be several. */
  readonly find: (file: Uint8Array) => Uint8Array[];
};
