/** The order of a training run: every picture once an epoch, shuffled and mirrored by a seed, known at any position. */
import { philox } from '../../latent/philox.ts';

const TWO_32 = 2 ** 32;

/** Uniform 32-bit integers number 0, 1, 2, … of a seed's epoch. */
function draw(seed: number, epoch: number, i: number): number {
  return philox(seed % TWO_32, Math.floor(seed / TWO_32), i, epoch, 0, 1)[0] ?? 0;
}

/** A permutation of 0 … count − 1 for one epoch (Fisher–Yates). */
export function permutation(count: number, seed: number, epoch: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = draw(seed, epoch, i) % (i + 1);
    const held = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = held;
  }
  return order;
}

export type PictureRef = { readonly index: number; readonly mirrored: boolean };

/** Decoding ahead reaches into the next epoch while the last pictures of this one are still asked for. */
const EPOCHS_HELD = 2;

/**
 * Which picture a run sees at which position, from the first of the first epoch on.
 *
 * Where that picture turns out to be of no use, another one takes its place: the first stand-in is the one half an
 * epoch away, which is not in the same batch, then those after it; `count` of them go through every picture once. Who
 * stands in depends on the pictures alone, not on when they were decoded, and no other position is moved.
 */
export function createEpochOrder(
  count: number,
  seed: number,
): (position: number, standIn?: number) => PictureRef {
  const orders = new Map<number, Uint32Array>();
  function orderOf(epoch: number): Uint32Array {
    let order = orders.get(epoch);
    if (!order) {
      order = permutation(count, seed, epoch);
      orders.set(epoch, order);
      for (const oldest of orders.keys()) {
        if (orders.size > EPOCHS_HELD) {
          orders.delete(oldest);
        }
      }
    }
    return order;
  }
  return (position, standIn = 0) => {
    const epoch = Math.floor(position / count);
    const within = position % count;
    const chosen = standIn === 0 ? within : (within + Math.floor(count / 2) + standIn - 1) % count;
    return { index: orderOf(epoch)[chosen] ?? 0, mirrored: draw(seed, epoch, count + within) % 2 === 1 };
  };
}
