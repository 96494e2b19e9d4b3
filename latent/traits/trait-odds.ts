/**
 * Whether a face is likely to show the wanted words, by the odds in its model's labels (`labels.ts`), and the edits that make it so.
 *
 * Edits go along the directions of the wanted traits. They are a compromise of two aims: a short change of z, and log-odds near a
 * target. With G the inner products of the directions, S the change of each log-odds by a step along each direction, and r
 * what is missing to the targets, the amounts a minimize aᵀG a + w |S a − r|², so (G + w SᵀS) a = w Sᵀr. Log-odds are not
 * quite linear in z, so S is taken anew where that leads, a few times (the Gauss-Newton method). All of it has the same bits in every engine.
 */
import { type Edit, toGrid } from '../face.ts';
import { dot } from '../vector.ts';
import { solveSymmetric } from './linear-algebra.ts';
import { logOdds, type Odds, oddsGradient, oppositeOdds } from './odds.ts';

/** Log-odds from which on a word counts as shown, 20 to 1. */
export const ENOUGH = 3;
/** Log-odds that edits aim at. They are higher, since edited faces have about these, and others have from `ENOUGH` on any. */
const TARGET = 4.5;
/** How much a missing unit of log-odds weighs, beside a unit of z. */
const WEIGHT = 4;
const ROUNDS = 4;

/** What a word asks of z. */
type Demand = {
  /** By how much log-odds are below what is enough. */
  readonly missing: (z: ArrayLike<number>) => number;
  /** What edits bring to the target: the sum of some log-odds. */
  readonly terms: readonly Odds[];
  readonly target: number;
};

/** What several words ask of z. */
export type Demands = {
  readonly demands: readonly Demand[];
  /** How many of the first numbers of z decide. */
  readonly numbers: number;
  /** The directions that edits go along: their indices, the first numbers of their unit vectors, and G. */
  readonly directions: readonly number[];
  readonly vectors: readonly Float32Array[];
  readonly gram: readonly (readonly number[])[];
};

export type LikelyEdits = {
  readonly edits: readonly Edit[];
  /** The squared length of the change of z, plus the weighted shortfall after it. */
  readonly cost: number;
};

/** Log-odds of being on either side of the boundaries of the word between two others: those of the nearer one. */
export function betweenOdds(low: Odds, high: Odds, z: ArrayLike<number>): number {
  return Math.min(logOdds(low, z), -logOdds(high, z));
}

function sumOf(terms: readonly Odds[], z: ArrayLike<number>): number {
  return terms.reduce((sum, odds) => sum + logOdds(odds, z), 0);
}

/**
 * @param odds of being read as at or above the boundary of the low end's word, and of the high end's
 * @param end below 0 for the word of the low end, above 0 for that of the high end, 0 for one between them
 * @param between what is enough for that one
 */
function demandOf([low, high = low]: readonly [Odds, Odds?], end: number, between: number): Demand {
  if (end !== 0) {
    const odds = end < 0 ? oppositeOdds(low) : high;
    return { missing: (z) => Math.max(0, ENOUGH - logOdds(odds, z)), terms: [odds], target: TARGET };
  }
  return {
    missing: (z) => Math.max(0, between - betweenOdds(low, high, z)),
    // Where the sum is 0, the odds of being above the one and below the other are the same.
    terms: [low, high],
    target: 0,
  };
}

/**
 * @param words the index of each word's direction, and the odds of its label (`labels.ts`); `position` is as `demandOf` takes the end
 * @param directions unit vectors of the model, f32 [latentSize] each
 */
export function demandsOf(
  words: readonly {
    readonly direction: number;
    readonly position: number;
    readonly odds: readonly [Odds, Odds?];
    readonly between?: number | undefined;
  }[],
  directions: readonly Float32Array[],
): Demands {
  const demands = words.map(({ odds, position, between = ENOUGH }) => demandOf(odds, position, between));
  const vectors = words.map(({ direction }) => directions[direction] ?? new Float32Array());
  return {
    demands,
    numbers: Math.max(...demands.flatMap(({ terms }) => terms.map(({ weights }) => weights.length))),
    directions: words.map(({ direction }) => direction),
    vectors,
    gram: vectors.map((a) => vectors.map((b) => dot(a, b))),
  };
}

/**
 * By how much z falls short of what is asked: the sum of the squares of what is missing, 0 where its face is likely to show all words.
 * @param z its first numbers
 */
export function shortfallOf({ demands }: Demands, z: ArrayLike<number>): number {
  return demands.reduce((sum, { missing }) => {
    const one = missing(z);
    return sum + one * one;
  }, 0);
}

/**
 * The edits after which the face of z is likely to show all words, or as likely as edits make it.
 * @param z its first numbers
 */
export function likelyEdits(asked: Demands, z: Float32Array): LikelyEdits {
  const { demands, directions, vectors, gram } = asked;
  const active = new Set<Demand>();
  let amounts = directions.map(() => 0);
  let moved: ArrayLike<number> = z;
  for (let round = 0; round < ROUNDS; round++) {
    for (const demand of demands) {
      if (demand.missing(moved) > 0) {
        active.add(demand);
      }
    }
    amounts = bestAmounts([...active], asked, moved, amounts);
    moved = Float64Array.from(z, (value, n) =>
      vectors.reduce((sum, vector, k) => sum + (amounts[k] ?? 0) * (vector[n] ?? 0), value),
    );
  }
  const length = dot(
    amounts,
    gram.map((row) => dot(row, amounts)),
  );
  return {
    edits: directions.map((direction, k) => ({ direction, amount: amounts[k] ?? 0 })),
    cost: length + WEIGHT * shortfallOf(asked, moved),
  };
}

/** One round: the best amounts if all is linear around `moved`, where `amounts` lead. */
function bestAmounts(
  active: readonly Demand[],
  { vectors, gram }: Demands,
  moved: ArrayLike<number>,
  amounts: readonly number[],
): number[] {
  const slopes = active.map(({ terms }) =>
    vectors.map((vector) => terms.reduce((sum, odds) => sum + dot(oddsGradient(odds, moved), vector), 0)),
  );
  const wanted = active.map(
    ({ terms, target }, i) => target - sumOf(terms, moved) + dot(slopes[i] ?? [], amounts),
  );
  const column = (k: number): number[] => slopes.map((slope) => slope[k] ?? 0);
  return solveSymmetric(
    gram.map((row, j) => row.map((product, k) => product + WEIGHT * dot(column(j), column(k)))),
    gram.map((_, j) => WEIGHT * dot(column(j), wanted)),
  ).map(toGrid);
}
