/** The odds of something about the face of a latent vector, as a polynomial of degree 2 in a few of the first numbers of z. */
import * as v from 'valibot';

const real = v.pipe(v.number(), v.finite());
const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** In a manifest. z is after truncation. */
export const oddsSchema = v.pipe(
  v.object({
    constant: real,
    /** Of its first numbers. */
    weights: v.pipe(v.array(real), v.minLength(1)),
    /** i, j and the weight of zᵢ · zⱼ. */
    pairs: v.array(v.tuple([index, index, real])),
  }),
  v.check(
    ({ weights, pairs }) => pairs.every(([i, j]) => Math.max(i, j) < weights.length),
    'a pair is of two numbers of z that have weights',
  ),
);

export type Odds = v.InferOutput<typeof oddsSchema>;

/**
 * The natural logarithm of the odds, in doubles.
 * @param z its first numbers, at least as many as there are weights
 */
export function logOdds({ constant, weights, pairs }: Odds, z: ArrayLike<number>): number {
  let sum = constant;
  for (let i = 0; i < weights.length; i++) {
    sum += (weights[i] ?? 0) * (z[i] ?? 0);
  }
  for (const [i, j, weight] of pairs) {
    sum += weight * (z[i] ?? 0) * (z[j] ?? 0);
  }
  return sum;
}

/** The change of the logarithm by each number of z: [weights]. */
export function oddsGradient({ weights, pairs }: Odds, z: ArrayLike<number>): number[] {
  const gradient = weights.slice();
  for (const [i, j, weight] of pairs) {
    gradient[i] = (gradient[i] ?? 0) + weight * (z[j] ?? 0);
    gradient[j] = (gradient[j] ?? 0) + weight * (z[i] ?? 0);
  }
  return gradient;
}

/** The odds of the opposite. */
export function oppositeOdds({ constant, weights, pairs }: Odds): Odds {
  return {
    constant: -constant,
    weights: weights.map((weight) => -weight),
    pairs: pairs.map(([i, j, weight]) => [i, j, -weight]),
  };
}
