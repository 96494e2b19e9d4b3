/**
 * Philox4x32-10, a counter-based random number generator. A block of 128 random bits is a pure function of a 64-bit key and
 * a 128-bit counter, so any block of any sequence can be computed directly, in any order.
 *
 * Salmon, Moraes, Dror, Shaw: "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011, section 4.3.
 */

/** Four unsigned 32-bit words. */
export type Block = readonly [number, number, number, number];

const ROUNDS = 10;
const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
/** Added to the key after each round: the fractional parts of the golden ratio and √3. */
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/**
 * The upper 32 bits of the 64-bit product of two u32. A double holds integers up to 2^53, and neither partial
 * product of 16 by 32 bits exceeds 2^48, so nothing is rounded.
 */
function multiplyHigh(a: number, b: number): number {
  const lower = (a & 0xffff) * b;
  const upper = (a >>> 16) * b + Math.floor(lower / 0x1_0000);
  return Math.floor(upper / 0x1_0000);
}

/**
 * Computes one block of random bits.
 *
 * @param key0 … `key1` the key, two u32, the low word first
 * @param counter0 … `counter3` the counter, four u32, the low word first
 * @returns four u32, each uniform on 0 … 2^32 − 1
 *
 * @example
 * philox(0, 0, 0, 0, 0, 0); // [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]
 */
export function philox(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
): Block {
  let [a, b, c, d] = [counter0, counter1, counter2, counter3];
  let [k0, k1] = [key0, key1];
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, a);
    const high1 = multiplyHigh(MULTIPLIER_1, c);
    const low0 = Math.imul(MULTIPLIER_0, a);
    const low1 = Math.imul(MULTIPLIER_1, c);
    a = (high1 ^ b ^ k0) >>> 0;
    b = low1 >>> 0;
    c = (high0 ^ d ^ k1) >>> 0;
    d = low0 >>> 0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  return [a, b, c, d];
}
