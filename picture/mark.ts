/**
 * Writes into a PNG, WebP, JPEG, GIF, MP4 or WebM what it is (`xmp.ts`), and reads it: bytes in, bytes out, no pixel changes.
 *
 * XMP specification, part 3 (Adobe, 2020): where each format keeps it.
 */
import { type Bytes, utf8 } from './bytes.ts';
import type { Container } from './mark/container.ts';
import { gif } from './mark/gif.ts';
import { jpeg } from './mark/jpeg.ts';
import { mp4 } from './mark/mp4.ts';
import { png } from './mark/png.ts';
import { webm } from './mark/webm.ts';
import { webp } from './mark/webp.ts';
import { type Mark, markFromXmp, xmpOf } from './xmp.ts';

const CONTAINERS: readonly Container[] = [png, webp, jpeg, gif, mp4, webm];

/**
 * @param file the bytes of a PNG, WebP, JPEG, GIF, MP4 or WebM file without a mark
 * @returns the file with the mark, some 600 bytes longer, a WebM 700, a GIF 900. A PNG also says that its colours are sRGB, as the others are
 *   without saying so
 * @throws RangeError for a file of another format
 */
export function markPicture(file: Bytes, mark: Mark): Bytes {
  const container = CONTAINERS.find(({ matches }) => matches(file));
  if (container === undefined) {
    throw new RangeError('the file is no PNG, WebP, JPEG, GIF, MP4 or WebM');
  }
  return container.insert(file, utf8(xmpOf(mark)));
}

/** Whether a file begins as those do that can have a mark. */
export function isPicture(file: Uint8Array): boolean {
  return CONTAINERS.some(({ matches }) => matches(file));
}

/**
 * @param file the bytes of any file
 * @returns what the picture says of itself; `undefined` where it says nothing of a face, or the file is none of the six
 *   formats
 * @throws RangeError for a PNG, a WebP, an MP4 or a WebM that is cut off
 */
export function readMark(file: Uint8Array): Mark | undefined {
  const container = CONTAINERS.find(({ matches }) => matches(file));
  for (const xmp of container?.find(file) ?? []) {
    const mark = markFromXmp(new TextDecoder().decode(xmp));
    if (mark !== undefined) {
      return mark;
    }
  }
  return undefined;
}
