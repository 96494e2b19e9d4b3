/** The order of pictures in a run: each once an epoch, shuffled and mirrored by a seed, with random access by position. */
import { philox } from '../../latent/seed/philox.ts';

const TWO_32 = 2 ** 32;

/** The order of all pictures; each class has a stream of its own from 1 on, and their order the one after these. */
const ALL = 0;

/** Uniform 32-bit integer number i of a seed's epoch. */
function draw(seed: number, epoch: number, i: number, stream: number): number {
  return philox(seed % TWO_32, Math.floor(seed / TWO_32), i, epoch, stream, 1)[0] ?? 0;
}

/** A permutation of 0 … count − 1 for one epoch (Fisher–Yates). */
export function permutation(count: number, seed: number, epoch: number, stream = ALL): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = draw(seed, epoch, i, stream) % (i + 1);
    const held = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = held;
  }
  return order;
}

export type PictureRef = { readonly index: number; readonly mirrored: boolean };
/** Which picture a run sees at a position; where that is unusable, replacements for it by their number. */
export type EpochOrder = (position: number, replacement?: number) => PictureRef;

/** Decoding ahead reaches into the next epoch while the last pictures of this one are still needed. */
const EPOCHS_HELD = 2;

/**
 * Which picture a run sees at a position, counted from the start of the first epoch.
 *
 * An unusable picture is replaced: the first replacement is the picture half an epoch away, which is not in the same
 * batch, then those after it; `count` replacements go through every picture once. Replacements depend on the pictures
 * only, not on when they were decoded, and no other position changes.
 */
export function createEpochOrder(count: number, seed: number, stream = ALL): EpochOrder {
  const orders = new Map<number, Uint32Array>();
  function orderOf(epoch: number): Uint32Array {
    let order = orders.get(epoch);
    if (!order) {
      order = permutation(count, seed, epoch, stream);
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
    return {
      index: orderOf(epoch)[chosen] ?? 0,
      mirrored: draw(seed, epoch, count + within, stream) % 2 === 1,
    };
  };
}

/**
 * The order of a run that sees all classes equally often: among as many positions as there are classes, each class has one, and goes through its
 * own pictures epoch by epoch. A picture is replaced by others of its class.
 * @param classes of all pictures, from 0 to count − 1
 */
export function createEvenOrder(classes: ArrayLike<number>, count: number, seed: number): EpochOrder {
  const members = Array.from({ length: count }, (): number[] => []);
  for (let i = 0; i < classes.length; i++) {
    members[classes[i] ?? -1]?.push(i);
  }
  const orders = members.map((own, k) => createEpochOrder(own.length, seed, ALL + 1 + k));
  const turns = createEpochOrder(count, seed, ALL + 1 + count);
  return (position, replacement = 0) => {
    const round = Math.floor(position / count);
    const { index: k } = turns(position);
    const { index = 0, mirrored = false } = orders[k]?.(round, replacement) ?? {};
    return { index: members[k]?.[index] ?? 0, mirrored };
  };
}
