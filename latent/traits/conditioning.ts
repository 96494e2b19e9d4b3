/**
 * Faces with a given position along some directions, as likely as the model's prior makes them.
 *
 * For z ~ N(0, ψ²I) and unit vectors v₁ … vₖ, z given vᵢ·z = tᵢ is distributed as z + Σ aᵢvᵢ, where the amounts a solve Σⱼ
 * (vᵢ·vⱼ) aⱼ = tᵢ − vᵢ·z: the part orthogonal to the directions does not change. So the face is a seed with a few edits, and
 * its share code is short.
 */
import type { Edit } from '../face.ts';
import { dot } from '../vector.ts';
import { solveSymmetric } from './linear-algebra.ts';

/** A position along a direction: the inner product of z and the direction's vector. */
export type Position = {
  /** The direction's index. */
  readonly direction: number;
  readonly position: number;
};

/**
 * The edits that move z to these positions. They are exact; a face rounds them to 1/32.
 *
 * @param z f32 [latentSize], after truncation
 * @param positions at most one for each direction
 * @param directions unit vectors, f32 [latentSize] each
 * @throws RangeError for a direction that the model does not have
 */
export function conditionedEdits(
  z: Float32Array,
  positions: readonly Position[],
  directions: readonly Float32Array[],
): Edit[] {
  const vectors = positions.map(({ direction }) => {
    const vector = directions[direction];
    if (vector === undefined) {
      throw new RangeError(`a position along direction ${direction}, the model has ${directions.length}`);
    }
    return vector;
  });
  const amounts = solveSymmetric(
    vectors.map((a) => vectors.map((b) => dot(a, b))),
    positions.map(({ position }, i) => position - dot(vectors[i] ?? z, z)),
  );
  return positions.map(({ direction }, i) => ({ direction, amount: amounts[i] ?? 0 }));
}
