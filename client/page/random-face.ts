const TWO_32 = 2 ** 32;
const HIGH_BITS = 2 ** 21;

/** A seed from the random number generator of the device, uniform on 0 … 2^53 − 1. */
export function randomSeed(): number {
  const [low = 0, high = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high % HIGH_BITS) * TWO_32 + low;
}
