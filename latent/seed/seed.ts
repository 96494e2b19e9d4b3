/**
 * Where a seed becomes its latent vector z, with the same bits in every engine. Share codes hold seeds, so the results of
 * this file, and of what it calls, may never change.
 */
import { normalFromBits } from './normal.ts';
import { type Block, philox } from './philox.ts';

/** The largest seed, 2^53 − 1: a double holds every integer up to it. */
export const MAX_SEED = Number.MAX_SAFE_INTEGER;

export const TWO_32 = 0x1_0000_0000;

/** Whether `value` is a seed: an integer in 0 … 2^53 − 1. */
export function isSeed(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_SEED;
}

/**
 * The random bits of a seed: the Philox block of counter (index, stream, 0, 0) under the key (seed mod 2^32, ⌊seed / 2^32⌋).
 * Different seeds or streams never share a block.
 *
 * @param seed an integer in 0 … 2^53 − 1
 * @param stream which sequence of that seed, an integer in 0 … 2^32 − 1: 0 gives its z, the first word of 1 its class (`condition.ts`)
 * @param index of the block in the sequence
 */
export function seedBlock(seed: number, stream: number, index: number): Block {
  return philox(seed % TWO_32, Math.floor(seed / TWO_32), index, stream, 0, 0);
}

/**
 * Fills `out` with independent standard normal numbers.
 *
 * Elements 4k … 4k + 3 are block k of the stream (`seedBlock`), each word mapped by `normalFromBits` and rounded to f32. So a
 * shorter vector is a prefix of a longer one.
 *
 * @param out f32 [n], n ≤ 2^34; overwritten
 * @param seed an integer in 0 … 2^53 − 1
 * @param stream which sequence of that seed: an integer in 0 … 2^32 − 1
 * @returns `out`
 * @throws RangeError for a seed or a stream out of its range
 */
export function fillNormal(out: Float32Array, seed: number, stream: number): Float32Array {
  if (!isSeed(seed)) {
    throw new RangeError(`a seed is an integer in 0 … 2^53 − 1, not ${seed}`);
  }
  if (!Number.isInteger(stream) || stream < 0 || stream >= TWO_32) {
    throw new RangeError(`a stream is an integer in 0 … 2^32 − 1, not ${stream}`);
  }
  for (let start = 0; start < out.length; start += 4) {
    const block = seedBlock(seed, stream, start / 4);
    const end = Math.min(start + 4, out.length);
    for (let i = start; i < end; i++) {
      out[i] = normalFromBits(block[i - start] ?? 0);
    }
  }
  return out;
}

/**
 * The latent vector of a seed, before truncation.
 *
 * @param seed an integer in 0 … 2^53 − 1
 * @param size dimensions of z: a positive integer
 * @returns z: f32 [size], standard normal
 * @throws RangeError for a seed or a size out of its range
 *
 * @example
 * latentFromSeed(42, 100); // Float32Array(100) [ … ]
 */
export function latentFromSeed(seed: number, size: number): Float32Array {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(`a latent size is a positive integer, not ${size}`);
  }
  return fillNormal(new Float32Array(size), seed, 0);
}

/**
 * The latent vectors of consecutive seeds, one after the other.
 *
 * @param first the first seed
 * @param truncation ψ, which each number is multiplied by
 * @returns z: f32 [count, size]
 * @throws RangeError for a seed or a size out of its range
 */
export function latentsFromSeeds(first: number, count: number, size: number, truncation = 1): Float32Array {
  const z = new Float32Array(count * size);
  for (let i = 0; i < count; i++) {
    z.set(
      latentFromSeed(first + i, size).map((value) => truncation * value),
      i * size,
    );
  }
  return z;
}
