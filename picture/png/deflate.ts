/**
 * Compresses bytes to a zlib stream (RFC 1950, RFC 1951) by run lengths and Huffman codes, without the search for repeated
 * strings. Filtered rows of a face do not repeat, so the search finds nothing: for a face of 512 × 512 it takes zlib twelve
 * times as long, for more bytes. And the result has the same bytes everywhere, which `CompressionStream` does not promise.
 */
import { type HuffmanCode, huffmanCode } from './huffman.ts';

/** Bytes that share a code. Smaller blocks follow the picture more closely, but have more codes to store. */
const BLOCK = 32_768;

const MIN_RUN = 3;
const MAX_RUN = 258;
const END = 256;
const FIRST_LENGTH = 257;

/** Of the 29 length symbols: the shortest run of each, and the extra bits that say which. */
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

/** The index into these tables by run length. */
const LENGTH_INDEX = Uint8Array.from({ length: MAX_RUN + 1 }, (_, run) =>
  LENGTH_BASE.findLastIndex((base) => base <= run),
);

/** The order in which the lengths of the code of code lengths are stored. */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Deflate with a window of 32 KiB, and a check value that makes the two bytes a multiple of 31. */
const ZLIB_HEADER = [0x78, 0x01];

/** Bits, the first one lowest in its byte; fewer than 8 wait for the rest of theirs. */
type BitWriter = { bytes: Uint8Array<ArrayBuffer>; length: number; bits: number; count: number };

/** @returns a zlib stream; the same bytes in every engine */
export function deflate(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const blocks = Math.max(1, Math.ceil(bytes.length / BLOCK));
  // No code is longer than 15 bits; the tables of a block take less than 400 bytes.
  const writer: BitWriter = {
    bytes: new Uint8Array(2 * bytes.length + 400 * blocks + 16),
    length: 0,
    bits: 0,
    count: 0,
  };
  for (const byte of ZLIB_HEADER) {
    write(writer, byte, 8);
  }
  const tokens = new Uint16Array(BLOCK + 1);
  for (let block = 0; block < blocks; block++) {
    const count = tokenize(bytes.subarray(block * BLOCK, (block + 1) * BLOCK), tokens);
    writeBlock(writer, tokens.subarray(0, count), block === blocks - 1);
  }
  write(writer, 0, (8 - (writer.count % 8)) % 8);
  const check = adler32(bytes);
  for (const shift of [24, 16, 8, 0]) {
    write(writer, (check >>> shift) & 0xff, 8);
  }
  return writer.bytes.slice(0, writer.length);
}

/**
 * A byte is a token; a run of `n` bytes that equal the one before is the token 256 + n. The token 256 ends the block.
 *
 * @returns how many tokens there are
 */
function tokenize(bytes: Uint8Array, tokens: Uint16Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    let run = 0;
    if (at > 0 && byte === bytes[at - 1]) {
      while (run < MAX_RUN && at + run < bytes.length && bytes[at + run] === byte) {
        run++;
      }
    }
    if (run >= MIN_RUN) {
      tokens[count++] = END + run;
      at += run;
    } else {
      tokens[count++] = byte;
      at++;
    }
  }
  tokens[count++] = END;
  return count;
}

/** A block with codes of its own (RFC 1951, section 3.2.7). */
function writeBlock(writer: BitWriter, tokens: Uint16Array, last: boolean): void {
  const frequencies = new Uint32Array(FIRST_LENGTH + LENGTH_BASE.length);
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? 0;
    const symbol = token <= END ? token : FIRST_LENGTH + (LENGTH_INDEX[token - END] ?? 0);
    frequencies[symbol] = (frequencies[symbol] ?? 0) + 1;
  }
  const literals = huffmanCode(frequencies, 15);
  write(writer, last ? 1 : 0, 1);
  write(writer, 2, 2);
  // Two codes of one bit for distances, of which only distance 1 is used: some decoders refuse a single one.
  writeCodeLengths(writer, literals.lengths, Uint8Array.of(1, 1));
  writeTokens(writer, tokens, literals);
}

/** As `write` would each, in a loop without calls: it takes most of the time. */
function writeTokens(writer: BitWriter, tokens: Uint16Array, { lengths, codes }: HuffmanCode): void {
  // The bits of each token with its extra bits and, as the last one, the distance: at most 15 + 5 + 1.
  const tokenBits = new Uint32Array(END + MAX_RUN + 1);
  const tokenCount = new Uint8Array(tokenBits.length);
  for (let token = 0; token < tokenBits.length; token++) {
    const index = token <= END ? 0 : (LENGTH_INDEX[token - END] ?? 0);
    const symbol = token <= END ? token : FIRST_LENGTH + index;
    const length = lengths[symbol] ?? 0;
    const extra = token <= END ? 0 : token - END - (LENGTH_BASE[index] ?? 0);
    tokenBits[token] = (codes[symbol] ?? 0) | (extra << length);
    tokenCount[token] = length + (token <= END ? 0 : (LENGTH_EXTRA[index] ?? 0) + 1);
  }
  const { bytes } = writer;
  let { length, bits, count } = writer;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? 0;
    // Fewer than 8 bits are left from before, so 29 is the most.
    bits |= (tokenBits[token] ?? 0) << count;
    count += tokenCount[token] ?? 0;
    while (count >= 8) {
      bytes[length++] = bits;
      bits >>>= 8;
      count -= 8;
    }
  }
  Object.assign(writer, { length, bits, count });
}

/** The lengths of both codes, with a code of their own. */
function writeCodeLengths(writer: BitWriter, literals: Uint8Array, distances: Uint8Array): void {
  const runs = runsOf([...literals, ...distances]);
  const frequencies = new Uint32Array(LENGTH_ORDER.length);
  for (const { symbol } of runs) {
    frequencies[symbol] = (frequencies[symbol] ?? 0) + 1;
  }
  const { lengths, codes }: HuffmanCode = huffmanCode(frequencies, 7);
  const used = LENGTH_ORDER.findLastIndex((symbol) => (lengths[symbol] ?? 0) > 0) + 1;
  write(writer, literals.length - FIRST_LENGTH, 5);
  write(writer, distances.length - 1, 5);
  write(writer, used - 4, 4);
  for (const symbol of LENGTH_ORDER.slice(0, used)) {
    write(writer, lengths[symbol] ?? 0, 3);
  }
  for (const { symbol, extra, bits } of runs) {
    write(writer, codes[symbol] ?? 0, lengths[symbol] ?? 0);
    write(writer, extra, bits);
  }
}

type Run = { readonly symbol: number; readonly extra: number; readonly bits: number };

/** Code lengths, of which repeated zeros are the symbols 17 and 18. */
function runsOf(lengths: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < lengths.length; ) {
    const symbol = lengths[at] ?? 0;
    let zeros = 0;
    while (zeros < 138 && lengths[at + zeros] === 0) {
      zeros++;
    }
    if (zeros > 10) {
      runs.push({ symbol: 18, extra: zeros - 11, bits: 7 });
    } else if (zeros > 2) {
      runs.push({ symbol: 17, extra: zeros - 3, bits: 3 });
    } else {
      runs.push({ symbol, extra: 0, bits: 0 });
      zeros = 1;
    }
    at += zeros;
  }
  return runs;
}

/** @param count at most 16 */
function write(writer: BitWriter, bits: number, count: number): void {
  writer.bits |= bits << writer.count;
  writer.count += count;
  for (; writer.count >= 8; writer.count -= 8) {
    writer.bytes[writer.length++] = writer.bits;
    writer.bits >>>= 8;
  }
}

/** RFC 1950, section 8.2. */
function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let at = 0; at < bytes.length; ) {
    // After 5552 additions the sums still fit into 32 bits.
    const end = Math.min(at + 5552, bytes.length);
    for (; at < end; at++) {
      a += bytes[at] ?? 0;
      b += a;
    }
    a %= 65_521;
    b %= 65_521;
  }
  return ((b << 16) | a) >>> 0;
}
