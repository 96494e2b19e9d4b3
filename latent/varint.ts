/** Unsigned LEB128, as share codes, protobuf and WebAssembly write integers: 7 bits a byte, the low ones first; the high bit says that more follow. */

/** 64 bits take ten groups of seven. */
const MAX_BYTES = 10;

/**
 * The bytes of an integer. A negative one is written in 64-bit two's complement, as protobuf's int64 is.
 * @param value a safe integer, or a bigint of 64 bits
 */
export function encodeVarint(value: number | bigint): number[] {
  const bytes: number[] = [];
  if (typeof value === 'number' && value >= 0) {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
      bytes.push((rest % 0x80) | 0x80);
    }
    return [...bytes, rest];
  }
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 0x80n; rest >>= 7n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
  return [...bytes, Number(rest)];
}

/**
 * The integer at an offset, and the offset after it.
 * `complete` is false where the bytes end before it does, or where it is longer than 64 bits.
 */
export function decodeVarint(
  bytes: Uint8Array,
  start: number,
): { readonly value: bigint; readonly end: number; readonly complete: boolean } {
  let value = 0n;
  let end = start;
  for (; end < bytes.length && end < start + MAX_BYTES; end++) {
    const byte = bytes[end] ?? 0;
    value |= BigInt(byte & 0x7f) << BigInt(7 * (end - start));
    if (byte < 0x80) {
      return { value, end: end + 1, complete: true };
    }
  }
  return { value, end, complete: false };
}
