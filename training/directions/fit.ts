/**
 * Fits directions to predicted attributes. Each attribute is modelled as linear in z, w·z + c, by least squares. Its
 * direction is the shortest change of z that changes it by one deviation and the held attributes not at all:
 * d = W (WᵀW + λ)⁻¹ e. The ridge λ keeps attributes that hardly depend on z, or are collinear, from dominating d. Of
 * several λ the smallest is taken with which the attribute still changes far enough, first with all others held, then
 * without those that may change with it.
 */
import { Matrix, solve } from 'ml-matrix';
import { attributeIndex, PREDICTED_ATTRIBUTES } from '../measures/attributes/predicted-attributes.ts';
import type { DirectionSpec } from './direction-list.ts';
import { column, type SampledFaces } from './sampled-faces.ts';

/** Values of λ, as shares of the variance of an attribute: with all others held, and without those that may change. */
const STRICT = [0.02, 0.1, 0.3] as const;
const LOOSE = [0.02, 0.1, 0.3, 1, 3] as const;
/** The length of a direction's whole range, in units of z, and the deviations that its attribute should change over it. */
const RANGE_LENGTH = 7;
const TARGET_CHANGE = 3.5;

/** The slopes W of the standardized attributes: [latentSize, attributes]. */
export function fitSlopes({ z, predictions, count, means, deviations }: SampledFaces): Matrix {
  const size = z.length / count;
  const squares = Matrix.zeros(size, size);
  const products = Matrix.zeros(size, PREDICTED_ATTRIBUTES.length);
  const sums = new Float64Array(size * size);
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < size; i++) {
      const own = z[n * size + i] ?? 0;
      for (let j = i; j < size; j++) {
        sums[i * size + j] = (sums[i * size + j] ?? 0) + own * (z[n * size + j] ?? 0);
      }
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      squares.set(i, j, (sums[i * size + j] ?? 0) / count);
      squares.set(j, i, (sums[i * size + j] ?? 0) / count);
    }
  }
  PREDICTED_ATTRIBUTES.forEach((_, k) => {
    const values = column(predictions, k).map((value) => (value - (means[k] ?? 0)) / (deviations[k] ?? 1));
    for (let i = 0; i < size; i++) {
      let product = 0;
      for (let n = 0; n < count; n++) {
        product += (z[n * size + i] ?? 0) * (values[n] ?? 0);
      }
      products.set(i, k, product / count);
    }
  });
  return solve(squares, products);
}

/** The unit vector of a direction: f32 [latentSize]. */
export function directionOf(slopes: Matrix, spec: DirectionSpec): Float32Array {
  const own = slopes.getColumn(attributeIndex(spec.name));
  const candidates = [
    ...STRICT.map((ridge) => ridgeSolution(slopes, { ...spec, mayChange: [] }, ridge)),
    ...LOOSE.map((ridge) => ridgeSolution(slopes, spec, ridge)),
  ];
  const moves = (d: Float32Array): number =>
    RANGE_LENGTH * own.reduce((sum, slope, i) => sum + slope * (d[i] ?? 0), 0);
  const found = candidates.find((d) => moves(d) >= TARGET_CHANGE) ?? candidates.at(-1);
  if (!found) {
    throw new RangeError('directionOf: no ridge to choose from');
  }
  return found;
}

function ridgeSolution(
  slopes: Matrix,
  { name, mayChange: lets }: DirectionSpec,
  ridge: number,
): Float32Array {
  const own = attributeIndex(name);
  const held = PREDICTED_ATTRIBUTES.flatMap(({ name: other }, k) =>
    k === own || lets.includes(other) ? [] : [k],
  );
  const used = slopes.subMatrixColumn([own, ...held]);
  const gram = used
    .transpose()
    .mmul(used)
    .add(Matrix.eye(held.length + 1, held.length + 1, ridge));
  const pick = Matrix.zeros(held.length + 1, 1);
  pick.set(0, 0, 1);
  const d = used.mmul(solve(gram, pick)).to1DArray();
  const length = Math.hypot(...d);
  return Float32Array.from(d, (value) => value / length);
}
