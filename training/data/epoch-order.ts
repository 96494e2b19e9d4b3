/** The order of pictures in a run: each once an epoch, shuffled and mirrored by a seed, with random access by position. */
import { philox } from '../../latent/philox.ts';

const TWO_32 = 2 ** 32;

/** Uniform 32-bit integer number i of a seed's epoch. */
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

/** Decoding ahead reaches into the next epoch while the last pictures of this one are still needed. */
const EPOCHS_HELD = 2;

/**
 * Which picture a run sees at a position, counted from the start of the first epoch.
 *
 * An unusable picture is replaced: the first replacement is the picture half an epoch away, which is not in the same
 * batch, then those after it; `count` replacements go through every picture once. Replacements depend on the pictures
 * only, not on when they were decoded, and no other position changes.
 */
export function createEpochOrder(
  count: number,
  seed: number,
): (position: number, replacement?: number) => PictureRef {
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
  return (position, replacement = 0) => {
    const epoch = Math.floor(position / count);
    const within = position % count;
    const chosen = replacement === 0 ? within : (within + Math.floor(count / 2) + replacement - 1) % count;
    return { index: orderOf(epoch)[chosen] ?? 0, mirrored: draw(seed, epoch, count + within) % 2 === 1 };
  };
}
