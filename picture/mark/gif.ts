/**
 * XMP in a GIF (GIF89a, CompuServe, 1990; XMP specification, part 3): an application extension before the first frame.
 *
 * The XMP is not cut into sub-blocks. For readers that do not know it, the bytes after it count down: whichever of its bytes they take
 * for the length of a sub-block, they arrive at the end.
 */
import { type Bytes, joinBytes, spells, utf8 } from '../bytes.ts';
import type { Container } from './container.ts';

/** The signature, and the screen's size, flags, background and aspect ratio. */
const HEADER = 13;
const TABLE_FLAG = 0x80;

const EXTENSION = 0x21;
const APPLICATION = 0xff;
const IMAGE = 0x2c;
/** The bytes before the flags of an image: its kind, position and size. */
const IMAGE_HEADER = 9;

const NAME = 'XMP DataXMP';
const HEAD = joinBytes([Uint8Array.of(EXTENSION, APPLICATION, NAME.length), utf8(NAME)]);
const TAIL = Uint8Array.from({ length: 258 }, (_, i) => (i === 0 ? 1 : Math.max(0, 256 - i)));

function isGif(file: Uint8Array): boolean {
  return spells(file, 0, 'GIF89a');
}

function insert(file: Bytes, xmp: Bytes): Bytes {
  const after = HEADER + tableSize(file[10]);
  return joinBytes([file.subarray(0, after), HEAD, xmp, TAIL, file.subarray(after)]);
}

function find(file: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = HEADER + tableSize(file[10]); at < file.length; ) {
    if (file[at] === EXTENSION && spells(file, at + 3, NAME)) {
      const start = at + HEAD.length;
      // UTF-8 has no byte 255, and TAIL begins with a 1 before it.
      found.push(file.subarray(start, file.indexOf(255, start) - 1));
    }
    if (file[at] === EXTENSION) {
      at = endOfBlocks(file, at + 2);
    } else if (file[at] === IMAGE) {
      // After its colours, a byte says how its pixels are compressed.
      const flags = at + IMAGE_HEADER;
      at = endOfBlocks(file, flags + 1 + tableSize(file[flags]) + 1);
    } else {
      break;
    }
  }
  return found;
}

/** The bytes of the colour table that these flags announce. */
function tableSize(flags = 0): number {
  return (flags & TABLE_FLAG) === 0 ? 0 : 3 << ((flags & 7) + 1);
}

/** Where the sub-blocks that begin at `at` have ended: each has its length before it, the last one has none. */
function endOfBlocks(file: Uint8Array, at: number): number {
  let next = at;
  for (let length = file[next] ?? 0; length > 0; length = file[next] ?? 0) {
    next += 1 + length;
  }
  return next + 1;
}

export const gif: Container = { matches: isGif, insert, find };
