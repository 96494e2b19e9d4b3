/** The elements that a Matroska file, and so a WebM, consists of (EBML: RFC 8794), read and written. */
import { type Bytes, joinBytes } from '../bytes.ts';

/** The id of a cluster, the element that a recorder may leave without a size. */
export const CLUSTER = 0x1f43b675;

/** The bytes of an element's size, at most. */
export const SIZE_BYTES = 8;

/** A number of variable length: its first byte has a zero bit for each further byte, then a one. */
type Vint = { readonly value: number; readonly length: number; readonly allOnes: boolean };

/** @param marked whether that one belongs to the number, as in an element's id */
function readVint(file: Uint8Array, at: number, marked: boolean): Vint {
  const first = file[at] ?? 0;
  const length = Math.clz32(first) - 24 + 1;
  if (first === 0 || at + length > file.length) {
    throw new RangeError('the WebM is cut off or damaged');
  }
  const mask = marked ? 0xff : 0xff >> length;
  let value = first & mask;
  let allOnes = (first & (0xff >> length)) === 0xff >> length;
  for (const byte of file.subarray(at + 1, at + length)) {
    value = value * 256 + byte;
    allOnes &&= byte === 0xff;
  }
  return { value, length, allOnes };
}

export type Element = {
  readonly id: number;
  /** Where it begins, its size stands, its content begins, and it ends. */
  readonly at: number;
  readonly size: number;
  readonly start: number;
  readonly end: number;
  /** A recorder writes before it knows how long an element is going to be: it then ends with what is around it. */
  readonly endless: boolean;
};

/** @param limit where what is around it ends */
export function readElement(file: Uint8Array, at: number, limit: number): Element {
  const id = readVint(file, at, true);
  const size = readVint(file, at + id.length, false);
  const start = at + id.length + size.length;
  const end = size.allOnes ? limit : start + size.value;
  if (end > limit) {
    throw new RangeError('the WebM is cut off');
  }
  return { id: id.value, at, size: at + id.length, start, end, endless: size.allOnes };
}

export function children(file: Uint8Array, { start, end }: Element): Element[] {
  const found: Element[] = [];
  for (let at = start; at < end; ) {
    const element = readElement(file, at, end);
    found.push(element);
    // A cluster without a size ends where the next element begins that is no part of one: its parts count as the segment's.
    at = element.id === CLUSTER && element.endless ? element.start : element.end;
  }
  return found;
}

/** A size in `length` bytes, with the bit that tells how many. */
export function sizeBytes(value: number, length: number): Bytes {
  const bytes = numberBytes(value, length);
  bytes[0] = (bytes[0] ?? 0) | (0x80 >> (length - 1));
  return bytes;
}

/** A number of up to 53 bits, the highest byte first. */
export function numberBytes(value: number, length: number): Bytes {
  return Uint8Array.from({ length }, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256);
}

export function idBytes(id: number): Bytes {
  return numberBytes(id, Math.ceil(Math.log2(id) / 8));
}

export function element(id: number, content: Uint8Array, sizeLength = SIZE_BYTES): Bytes {
  return joinBytes([idBytes(id), sizeBytes(content.length, sizeLength), content]);
}

export function parent(id: number, ...parts: readonly Uint8Array[]): Bytes {
  return element(id, joinBytes(parts));
}
