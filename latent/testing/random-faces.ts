/** Random faces of every kind, and what tests do to their codes. */
import { CodeError, decodeFace } from '../code/code.ts';
import { type Edit, type Face, latentFace, seedFace } from '../face.ts';
import { philox } from '../seed/philox.ts';

const TWO_32 = 0x1_0000_0000;

/** Returns an integer in 0 … bound − 1, for a bound up to 2^32. */
export type RandomInt = (bound: number) => number;

/** A random number generator that gives the same sequence for the same seed. */
export function seededRandom(seed: number): RandomInt {
  let count = 0;
  return (bound) => Math.floor((philox(seed, 0, count++, 0, 0, 0)[0] / TWO_32) * bound);
}

function randomTag(random: RandomInt): string {
  return random(0x100_0000).toString(16).padStart(6, '0');
}

/** A seed of up to 53 bits; every number of bits is equally likely. */
function randomSeed(random: RandomInt): number {
  let seed = random(0x20_0000) * TWO_32 + random(TWO_32);
  for (let shift = random(54); shift > 0; shift--) {
    seed = Math.floor(seed / 2);
  }
  return seed;
}

/** A multiple of 1/32 in −4 … 127/32. */
export function randomStep(random: RandomInt): number {
  return (random(256) - 128) / 32;
}

function randomEdit(random: RandomInt): Edit {
  return { direction: random(256), amount: randomStep(random) };
}

/** Makes a random face of each kind. */
export const randomFaces: Record<string, (random: RandomInt) => Face> = {
  seed: (random) => seedFace(randomTag(random), randomSeed(random)),
  'seed with edits': (random) => {
    const edits = Array.from({ length: 1 + random(16) }, () => randomEdit(random));
    return seedFace(randomTag(random), randomSeed(random), edits);
  },
  'seed with a class': (random) => seedFace(randomTag(random), randomSeed(random), [], random(256)),
  'seed with a class and edits': (random) => {
    const edits = Array.from({ length: 1 + random(16) }, () => randomEdit(random));
    return seedFace(randomTag(random), randomSeed(random), edits, random(256));
  },
  latent: (random) => {
    const z = Float32Array.from({ length: 1 + random(40) }, () => randomStep(random));
    return latentFace(randomTag(random), z);
  },
};

/** Why a text is not a share code; undefined where it is one. */
export function codeErrorOf(code: string): CodeError | undefined {
  try {
    decodeFace(code);
    return undefined;
  } catch (error) {
    if (error instanceof CodeError) {
      return error;
    }
    throw error;
  }
}

/** Replaces one character by a text. */
export function replaceAt(code: string, at: number, text: string): string {
  return code.slice(0, at) + text + code.slice(at + 1);
}
