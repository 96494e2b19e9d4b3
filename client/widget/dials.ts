/** Dials: how far a face is moved along directions, each from −1 to 1 with the face as it is at 0. */
import { moveAlong } from '../../latent/directions.ts';
import { type Edit, type Face, latentFace, seedFace } from '../../latent/face.ts';

/** Positions in −1 … 1, by the index of the direction. */
export type Dials = ReadonlyMap<number, number>;

type Range = readonly [low: number, high: number];
type Directions = readonly { readonly range: Range }[];

/** How far that is, in units of z: −1 is the lowest amount of the range, 1 the highest. */
export function amountAt([low, high]: Range, position: number): number {
  return position < 0 ? -position * low : position * high;
}

/** The inverse of `amountAt`, within −1 … 1. */
export function positionAt([low, high]: Range, amount: number): number {
  return clamp(amount < 0 ? -amount / low : amount / high);
}

export function clamp(position: number): number {
  return Math.min(1, Math.max(-1, position));
}

/** Where the dial of a direction stands for a face: only a seed's edits tell. */
export function dialOf(face: Face, directions: Directions, index: number): number {
  const range = directions[index]?.range;
  const amount = face.kind === 'seed' ? face.edits.find(({ direction }) => direction === index)?.amount : 0;
  return range === undefined ? 0 : positionAt(range, amount ?? 0);
}

/**
 * The face with its dials set. A seed keeps its other edits; a latent vector is moved.
 *
 * @param vectors of the model, f32 [latentSize] each; needed for latent faces alone
 * @throws RangeError for more edits than a share code holds
 */
export function withDials(
  base: Face,
  dials: Dials,
  directions: Directions,
  vectors: readonly Float32Array[],
): Face {
  const edits: Edit[] = [...dials].flatMap(([direction, position]) => {
    const range = directions[direction]?.range;
    return range === undefined ? [] : [{ direction, amount: amountAt(range, clamp(position)) }];
  });
  if (edits.length === 0) {
    return base;
  }
  if (base.kind === 'seed') {
    const others = base.edits.filter(({ direction }) => !dials.has(direction));
    return seedFace(base.model, base.seed, [...others, ...edits]);
  }
  const z = edits.reduce((moved, { direction, amount }) => {
    const vector = vectors[direction];
    return vector === undefined ? moved : moveAlong(moved, vector, amount);
  }, new Float32Array(base.z));
  return latentFace(base.model, z);
}
