/** Direction controls: how far a face is moved along directions, each from −1 to 1, with the unmoved face at 0. */
import { moveAlong } from '../../latent/directions.ts';
import { type Edit, type Face, latentFace, seedFace } from '../../latent/face.ts';

/** Positions of controls in −1 … 1, by the index of the direction. */
export type Positions = ReadonlyMap<number, number>;

type AmountRange = readonly [low: number, high: number];
type Directions = readonly { readonly range: AmountRange }[];

/** The amount at a position, in units of z: −1 is the lowest amount of the range, 1 the highest. */
export function amountAt([low, high]: AmountRange, position: number): number {
  return position < 0 ? -position * low : position * high;
}

/** The inverse of `amountAt`, clamped to −1 … 1. */
export function positionAt([low, high]: AmountRange, amount: number): number {
  return clamp(amount < 0 ? -amount / low : amount / high);
}

/** To −1 … 1. */
export function clamp(position: number): number {
  return Math.min(1, Math.max(-1, position));
}

/** The position of a direction for a face, from the edits of a seed; 0 for a latent face. */
export function positionOf(face: Face, directions: Directions, index: number): number {
  const range = directions[index]?.range;
  const amount = face.kind === 'seed' ? face.edits.find(({ direction }) => direction === index)?.amount : 0;
  return range === undefined ? 0 : positionAt(range, amount ?? 0);
}

/**
 * The face at some positions. A seed face keeps its edits of other directions; a latent face is moved.
 *
 * @param vectors of the model, f32 [latentSize] each; used for latent faces only
 * @throws RangeError for more edits than a share code holds
 */
export function withPositions(
  base: Face,
  positions: Positions,
  directions: Directions,
  vectors: readonly Float32Array[],
): Face {
  const edits: Edit[] = [...positions].flatMap(([direction, position]) => {
    const range = directions[direction]?.range;
    return range === undefined ? [] : [{ direction, amount: amountAt(range, clamp(position)) }];
  });
  if (edits.length === 0) {
    return base;
  }
  if (base.kind === 'seed') {
    const others = base.edits.filter(({ direction }) => !positions.has(direction));
    return seedFace(base.model, base.seed, [...others, ...edits], base.class);
  }
  const z = edits.reduce((moved, { direction, amount }) => {
    const vector = vectors[direction];
    return vector === undefined ? moved : moveAlong(moved, vector, amount);
  }, new Float32Array(base.z));
  return latentFace(base.model, z);
}
