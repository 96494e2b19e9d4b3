/**
 * Unsigned LEB128, the encoding of integers in share codes, protobuf and WebAssembly: 7 bits in each byte, low bits first;
 * the high bit is set where another byte follows. Pages that only need share codes use the functions without bigints.
 */

/** 64 bits take ten groups of seven. */
const MAX_BYTES = 10;

/** @param value an integer in 0 … 2^53 − 1 */
export function encodeVarint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...encodeVarint(Math.floor(value / 0x80))];
}

/** @param value of 64 bits; a negative one is encoded in two's complement, as protobuf's int64 */
export function encodeVarint64(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 0x80n; rest >>= 7n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
  return [...bytes, Number(rest)];
}

type Decoded<Value> = {
  readonly value: Value;
  /** The offset after it. */
  readonly end: number;
  /** False where the bytes end before it does, or where it is longer than 64 bits. */
  readonly complete: boolean;
};

/** Decodes the integer at an offset. The value is exact up to 2^53, and a larger one is never rounded below that. */
export function decodeVarint(bytes: Uint8Array, start: number): Decoded<number> {
  const { end, complete } = findEnd(bytes, start);
  const value = bytes.subarray(start, end).reduceRight((high, byte) => high * 0x80 + (byte & 0x7f), 0);
  return { value, end, complete };
}

/** Decodes the integer of 64 bits at an offset. */
export function decodeVarint64(bytes: Uint8Array, start: number): Decoded<bigint> {
  const { end, complete } = findEnd(bytes, start);
  let value = 0n;
  for (let at = end - 1; at >= start; at--) {
    value = (value << 7n) | BigInt((bytes[at] ?? 0) & 0x7f);
  }
  return { value, end, complete };
}

function findEnd(bytes: Uint8Array, start: number): { end: number; complete: boolean } {
  let end = start;
  while (end < bytes.length && end < start + MAX_BYTES) {
    if ((bytes[end++] ?? 0) < 0x80) {
      return { end, complete: true };
    }
  }
  return { end, complete: false };
}
