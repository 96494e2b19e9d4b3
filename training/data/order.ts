/** The order of a training run: every picture once an epoch, shuffled and mirrored by a seed, known at any position. */
import { philox } from '../../latent/philox.ts';

const TWO_32 = 2 ** 32;

/** Uniform 32-bit integers number 0, 1, 2, … of a seed's epoch. */
const draw = (seed: number, epoch: number, i: number): number =>
  philox(seed % TWO_32, Math.floor(seed / TWO_32), i, epoch, 0, 1)[0] ?? 0;

/** A permutation of 0 … count − 1 for one epoch (Fisher–Yates). */
export const permutation = (count: number, seed: number, epoch: number): Uint32Array => {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = draw(seed, epoch, i) % (i + 1);
    const held = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = held;
  }
  return order;
};

export type Pick = { readonly index: number; readonly mirrored: boolean };

/** Which picture a run sees at which position, from the first of the first epoch on. */
export const ordering = (count: number, seed: number): ((position: number) => Pick) => {
  let current = -1;
  let order: Uint32Array = new Uint32Array();
  return (position) => {
    const epoch = Math.floor(position / count);
    const within = position % count;
    if (epoch !== current) {
      order = permutation(count, seed, epoch);
      current = epoch;
    }
    return { index: order[within] ?? 0, mirrored: draw(seed, epoch, count + within) % 2 === 1 };
  };
};
