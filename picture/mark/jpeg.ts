/** XMP in a JPEG (ITU-T T.81; XMP specification, part 3): a segment APP1. */
import { bigEndian, joinBytes, readBigEndian, spells, utf8 } from '../bytes.ts';
import type { Container } from './container.ts';

/** JPEG's markers (ITU-T T.81, annex B): start of image, JFIF's and XMP's segments, start of scan. */
const JPEG_START = [0xff, 0xd8];
const APP0 = 0xe0;
const APP1 = 0xe1;
const START_OF_SCAN = 0xda;
const JPEG_XMP_HEAD = 'http://ns.adobe.com/xap/1.0/\0';

type Segment = { readonly marker: number; readonly data: Uint8Array; readonly end: number };

/** The segments before the compressed picture. */
function segments(file: Uint8Array): Segment[] {
  const found: Segment[] = [];
  for (let at = JPEG_START.length; at + 4 <= file.length && file[at] === 0xff; ) {
    const marker = file[at + 1] ?? 0;
    const end = at + 2 + Math.max(2, readBigEndian(file, at + 2, 2));
    if (marker === START_OF_SCAN) {
      break;
    }
    found.push({ marker, data: file.subarray(at + 4, end), end });
    at = end;
  }
  return found;
}

export const jpeg: Container = {
  matches: (file) => JPEG_START.every((byte, i) => file[i] === byte),
  insert(file, xmp) {
    const [first] = segments(file);
    // JFIF's segment has to be the first one.
    const after = first?.marker === APP0 ? first.end : JPEG_START.length;
    const data = joinBytes([utf8(JPEG_XMP_HEAD), xmp]);
    return joinBytes([
      file.subarray(0, after),
      Uint8Array.of(0xff, APP1),
      bigEndian(data.length + 2, 2),
      data,
      file.subarray(after),
    ]);
  },
  find: (file) =>
    segments(file)
      .filter(({ marker, data }) => marker === APP1 && spells(data, 0, JPEG_XMP_HEAD))
      .map(({ data }) => data.subarray(JPEG_XMP_HEAD.length)),
};
