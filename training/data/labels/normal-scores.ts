/**
 * Normal scores: attributes transformed to the standard normal distribution of latent vectors. The score of a value is
 * the mean of the standard normal between the quantiles of the portraits that have less and of those that have no more.
 * So half of all portraits score below 0, whatever the unit, and portraits that share a value (no glasses) share a score.
 *
 * In the other direction, a standard normal number stands for the value at its quantile. Attributes that are correlated in
 * the portraits (beard and gender) must be correlated there too: independent latents u become L·u, where L·Lᵀ is the
 * correlation matrix of the scores.
 */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { normalFromBits } from '../../../latent/seed/normal.ts';

export type NormalScores = {
  /** The scores of one portrait, f32 [attributes]; 0 where a value is undefined. */
  of(values: readonly (number | undefined)[], mirrored: boolean): Float32Array;
  /**
   * The scores of the values that the first numbers of latents stand for: what the generator is to draw.
   * @param z f32 [n, size], standard normal
   * @returns f32 [n, attributes]
   */
  scoresFor(z: Float32Array, size: number): Float32Array;
  /** L, row by row without the zeros: row j times the first numbers of a latent stands for attribute j. */
  readonly rows: readonly (readonly number[])[];
};

const TWO_32 = 2 ** 32;
/** The least deviation of an attribute that those before it leave unexplained; rounding leaves 1e-7. */
const INDEPENDENT = 1e-4;
function quantile(probability: number): number {
  return normalFromBits(Math.min(TWO_32 - 1, Math.max(0, Math.round(probability * TWO_32 - 0.5))));
}
function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** The values that occur, ascending, each with the upper end of its interval of the normal distribution and the mean there. */
type Scale = { readonly values: number[]; readonly ends: number[]; readonly scores: number[] };

function scaleOf(sorted: Float64Array): Scale {
  const scale: Scale = { values: [], ends: [], scores: [] };
  let below = 0;
  let densityBelow = 0;
  sorted.forEach((value, i) => {
    if (value === sorted[i + 1]) {
      return;
    }
    const upTo = (i + 1) / sorted.length;
    const last = upTo === 1;
    const end = last ? Number.POSITIVE_INFINITY : quantile(upTo);
    const densityAt = last ? 0 : density(end);
    scale.values.push(value);
    scale.ends.push(end);
    scale.scores.push((densityBelow - densityAt) / (upTo - below));
    [below, densityBelow] = [upTo, densityAt];
  });
  return scale;
}

/** The first index in an ascending list whose element is not below x; the last index where there is none (binary search). */
function lowerBound(ascending: readonly number[], x: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < x) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/**
 * The lower triangular L with L·Lᵀ = a.
 * @throws where a is not positive definite, naming the first attribute that is a linear combination of those before it
 */
function choleskyFactor(a: Matrix, names: readonly string[]): number[][] {
  const decomposition = new CholeskyDecomposition(a);
  const lower = decomposition.lowerTriangularMatrix;
  const dependent = lower.diagonal().findIndex((value) => !(value > INDEPENDENT));
  if (dependent >= 0) {
    throw new Error(
      `the labels: ${names[dependent]} is a linear combination of the attributes before it, as the last of all classes is; leave it out of the recipe's labels`,
    );
  }
  return lower.to2DArray().map((row, i) => row.slice(0, i + 1));
}

/** The correlation matrix of the columns of a table whose columns have mean 0. */
function correlation(table: readonly Float32Array[], columns: number): Matrix {
  const product = (i: number, j: number): number =>
    table.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0);
  const norms = Array.from({ length: columns }, (_, i) => Math.sqrt(product(i, i)));
  return new Matrix(norms.map((a, i) => norms.map((b, j) => (i === j ? 1 : product(i, j) / (a * b)))));
}

/**
 * Learns the scores from all portraits of a data set.
 * @param table the values of each portrait, all of one length
 * @param odd for each attribute, whether a mirrored portrait has the negative value
 * @param names of the attributes, for messages
 * @throws where an attribute has the same value everywhere, or is a linear combination of others
 */
export function fitNormalScores(
  table: readonly (readonly (number | undefined)[])[],
  odd: readonly boolean[],
  names: readonly string[] = odd.map((_, j) => `attribute ${j}`),
): NormalScores {
  const scales = odd.map((isOdd, j) => {
    const known = table.flatMap((values) => values[j] ?? []);
    const all = isOdd ? [...known, ...known.map((value) => -value)] : known;
    const scale = scaleOf(Float64Array.from(all).sort());
    if (scale.values.length < 2) {
      throw new Error(
        `the labels: ${names[j]} has the same value in all ${table.length} pictures; leave it out of the recipe's labels`,
      );
    }
    return scale;
  });
  const scoresOf = (values: readonly (number | undefined)[], mirrored: boolean): Float32Array =>
    Float32Array.from(scales, (scale, j) => {
      const value = values[j];
      if (value === undefined) {
        return 0;
      }
      return scale.scores[lowerBound(scale.values, mirrored && odd[j] ? -value : value)] ?? 0;
    });
  const lower = choleskyFactor(
    correlation(
      table.flatMap((values) => [scoresOf(values, false), scoresOf(values, true)]),
      odd.length,
    ),
    names,
  );
  return {
    rows: lower,
    of: scoresOf,
    scoresFor(z, size) {
      const n = z.length / size;
      const out = new Float32Array(n * odd.length);
      for (let i = 0; i < n; i++) {
        lower.forEach((row, j) => {
          const x = row.reduce((sum, weight, k) => sum + weight * (z[i * size + k] ?? 0), 0);
          const scale = scales[j] as Scale;
          out[i * odd.length + j] = scale.scores[lowerBound(scale.ends, x)] ?? 0;
        });
      }
      return out;
    },
  };
}
