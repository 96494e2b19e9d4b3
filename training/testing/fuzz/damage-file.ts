/** Damages files as disks, downloads and other programs do, and as someone would who means harm. All of it follows from a seed. */
import { philox } from '../../../latent/seed/philox.ts';

/** Bits from a seed, one after the other: whole numbers from 0 up to a limit. */
export type Dice = (limit: number) => number;

/** @param stream of as many as there are inputs of a seed */
export function dice(seed: number, stream: number): Dice {
  let count = 0;
  return (limit) => {
    const [bits] = philox(seed, stream, count++, 0, 0, 0);
    return bits % limit;
  };
}

/** The lengths, offsets and counts that readers trip over. */
const NUMBERS = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];
const WORDS = [
  '',
  '0',
  '-1',
  '1e309',
  '0.5',
  '99999999999999999999',
  'nan',
  'true',
  '""',
  '[]',
  '{}',
  '[[[[',
  '\u0000',
  '../x',
];
/** The most that one change takes away, repeats or adds. */
const LONGEST = 64;
const MOST_CHANGES = 4;

function copy(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes);
}

/** Replaces `removed` bytes from `at` on. */
function replaced(bytes: Uint8Array, at: number, removed: number, by: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + removed)]);
}

type Change = (bytes: Uint8Array, roll: Dice, other: Uint8Array) => Uint8Array;

function flipBit(bytes: Uint8Array, roll: Dice): Uint8Array {
  const changed = copy(bytes);
  const at = roll(bytes.length);
  changed[at] = (changed[at] ?? 0) ^ (1 << roll(8));
  return changed;
}

function writeNumber(bytes: Uint8Array, roll: Dice): Uint8Array {
  const changed = copy(bytes);
  const width = [1, 2, 4, 8][roll(4)] ?? 1;
  if (bytes.length < width) {
    return changed;
  }
  const at = roll(bytes.length - width + 1);
  const value = NUMBERS[roll(NUMBERS.length)] ?? 0;
  const digits = Buffer.alloc(8);
  digits.writeBigUInt64LE(BigInt(value));
  const little = digits.subarray(0, width);
  changed.set(roll(2) === 0 ? little : Buffer.from(little).reverse(), at);
  return changed;
}

function cutOut(bytes: Uint8Array, roll: Dice): Uint8Array {
  return replaced(bytes, roll(bytes.length), 1 + roll(LONGEST), new Uint8Array());
}

function cutOff(bytes: Uint8Array, roll: Dice): Uint8Array {
  return copy(bytes.subarray(0, roll(bytes.length)));
}

function repeat(bytes: Uint8Array, roll: Dice): Uint8Array {
  const from = roll(bytes.length);
  const piece = bytes.subarray(from, from + 1 + roll(LONGEST));
  return replaced(bytes, roll(bytes.length), 0, piece);
}

function insertZeros(bytes: Uint8Array, roll: Dice): Uint8Array {
  return replaced(bytes, roll(bytes.length), 0, new Uint8Array(1 + roll(LONGEST)));
}

function append(bytes: Uint8Array, roll: Dice, other: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, other.subarray(0, 1 + roll(LONGEST))]);
}

/** The start of one file and the end of another. */
function join(bytes: Uint8Array, roll: Dice, other: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, roll(bytes.length)), other.subarray(roll(other.length))]);
}

/** A number or a word of a text becomes another. */
function replaceWord(bytes: Uint8Array, roll: Dice): Uint8Array {
  const text = copy(bytes).toString('latin1');
  const words = [...text.matchAll(/[\w.+-]+/g)];
  const word = words[roll(Math.max(1, words.length))];
  return word === undefined
    ? copy(bytes)
    : replaced(bytes, word.index, word[0].length, Buffer.from(WORDS[roll(WORDS.length)] ?? '', 'latin1'));
}

/** Changes that keep the length are in the list several times: most formats notice another length at once. */
const CHANGES: readonly Change[] = [
  ...Array<Change>(5).fill(flipBit),
  ...Array<Change>(5).fill(writeNumber),
  cutOut,
  cutOff,
  repeat,
  insertZeros,
  append,
  join,
  replaceWord,
];

/**
 * One to four changes of a file.
 *
 * @param files undamaged ones, of which one is chosen
 * @returns another file; it may still be read, where what was changed does not matter
 */
export function damagedFile(files: readonly Uint8Array[], roll: Dice): Uint8Array {
  const pick = (): Uint8Array => files[roll(files.length)] ?? new Uint8Array();
  let bytes = pick();
  for (let changes = 1 + roll(MOST_CHANGES); changes > 0 && bytes.length > 0; changes--) {
    bytes = (CHANGES[roll(CHANGES.length)] ?? flipBit)(bytes, roll, pick());
  }
  return bytes;
}
