/** Random seeds, and the faces that they stand for. */
import { type SeedFace, seedFace } from '../../latent/face.ts';

const TWO_32 = 2 ** 32;
const HIGH_BITS = 2 ** 21;

/** A seed from the random number generator of the device, uniform on 0 … 2^53 − 1. */
export function randomSeed(): number {
  const [low = 0, high = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high % HIGH_BITS) * TWO_32 + low;
}

/** The face of a random seed, by the model of that tag. */
export function randomFace(tag: string): SeedFace {
  return seedFace(tag, randomSeed());
}
