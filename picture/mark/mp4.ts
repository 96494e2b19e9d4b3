/** XMP in an MP4 (ISO/IEC 14496-12; XMP specification, part 3): a box of the type `uuid`, beside those of the film. */
import { type Bytes, bigEndian, joinBytes, readBigEndian, spells, utf8 } from '../bytes.ts';
import type { Container } from './container.ts';

const UUID = Uint8Array.from({ length: 16 }, (_, i) =>
  Number.parseInt('be7acfcb97a942e89c71999491e3afac'.slice(2 * i, 2 * i + 2), 16),
);
/** The length and the type of a box. */
const BOX_HEAD = 8;
const CONTENT = BOX_HEAD + UUID.length;

/** Where a box begins and ends. */
type Box = { readonly type: string; readonly start: number; readonly end: number };

/** @throws RangeError for a box that is cut off */
function boxes(file: Uint8Array): Box[] {
  const found: Box[] = [];
  for (let start = 0; start < file.length; ) {
    const length = readBigEndian(file, start, 4);
    const type = new TextDecoder().decode(file.subarray(start + 4, start + BOX_HEAD));
    // 1: the length is in the 8 bytes after the type; 0: the box takes all that is left.
    const long = readBigEndian(file, start + 8, 4) * 2 ** 32 + readBigEndian(file, start + 12, 4);
    const end = length === 0 ? file.length : start + Math.max(BOX_HEAD, length === 1 ? long : length);
    if (end > file.length) {
      throw new RangeError(`the box ${type} of the MP4 is cut off`);
    }
    found.push({ type, start, end });
    start = end;
  }
  return found;
}

function isMp4(file: Uint8Array): boolean {
  return spells(file, 4, 'ftyp');
}

function insert(file: Bytes, xmp: Bytes): Bytes {
  const last = boxes(file).at(-1);
  // Behind the film, whose boxes say where others are. An index of fragments has to be the last one, and is found from the end.
  const at = last?.type === 'mfra' ? last.start : file.length;
  const box = [bigEndian(CONTENT + xmp.length, 4), utf8('uuid'), UUID, xmp];
  return joinBytes([file.subarray(0, at), ...box, file.subarray(at)]);
}

function find(file: Uint8Array): Uint8Array[] {
  return boxes(file)
    .filter(
      ({ type, start }) => type === 'uuid' && UUID.every((byte, i) => file[start + BOX_HEAD + i] === byte),
    )
    .map(({ start, end }) => file.subarray(start + CONTENT, end));
}

export const mp4: Container = { matches: isMp4, insert, find };
