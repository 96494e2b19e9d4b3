/**
 * Faces of every kind to test with, and the dice that make them. Nothing that is shipped imports this.
 */
import { CodeError, decodeFace } from './code.ts';
import { type Edit, type Face, latentFace, seedFace } from './face.ts';
import { philox } from './philox.ts';

const TWO_32 = 0x1_0000_0000;

/** Gives an integer in 0 … bound − 1, bound ≤ 2^32. */
export type Dice = (bound: number) => number;

/** Dice that fall the same in every run. */
export function dice(seed: number): Dice {
  let thrown = 0;
  return (bound) => Math.floor((philox(seed, 0, thrown++, 0, 0, 0)[0] / TWO_32) * bound);
}

function randomTag(roll: Dice): string {
  return roll(0x100_0000).toString(16).padStart(6, '0');
}

/** A seed of up to 53 bits, any number of them equally likely. */
function randomSeed(roll: Dice): number {
  let seed = roll(0x20_0000) * TWO_32 + roll(TWO_32);
  for (let shift = roll(54); shift > 0; shift--) {
    seed = Math.floor(seed / 2);
  }
  return seed;
}

/** Any value of the grid: −4 … 127/32. */
export function randomStep(roll: Dice): number {
  return (roll(256) - 128) / 32;
}

function randomEdit(roll: Dice): Edit {
  return { direction: roll(256), amount: randomStep(roll) };
}

/** How to make a face, by its kind. */
export const randomFaces: Record<string, (roll: Dice) => Face> = {
  seed: (roll) => seedFace(randomTag(roll), randomSeed(roll)),
  'seed with edits': (roll) => {
    const edits = Array.from({ length: 1 + roll(16) }, () => randomEdit(roll));
    return seedFace(randomTag(roll), randomSeed(roll), edits);
  },
  latent: (roll) => {
    const z = Float32Array.from({ length: 1 + roll(40) }, () => randomStep(roll));
    return latentFace(randomTag(roll), z);
  },
};

/** What a text is refused for; undefined where it is a face's code. */
export function faultOf(code: string): CodeError | undefined {
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

/** A code with another text in place of one character. */
export function replaced(code: string, at: number, text: string): string {
  return code.slice(0, at) + text + code.slice(at + 1);
}
