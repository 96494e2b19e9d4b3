/**
 * Fits odds to readings of faces by logistic regression: log-odds that are linear in the first numbers of z, and in those products of
 * two of them that explain most. Products are taken one by one, each time the one with the largest score statistic (Rao, 1948).
 */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { Odds } from '../../../latent/traits/odds.ts';

/** Products that log-odds have at most, and the score statistic that each needs, which chance gives one in 100,000 of them. */
const MOST_PAIRS = 8;
const LEAST_SCORE = 20;
/** Keeps weights finite where all faces on one side of a plane show it. */
const RIDGE = 3;
const MOST_STEPS = 20;
const LEAST_STEP = 1e-3;
/** Decimals that weights are rounded to. */
const DECIMALS = 3;

/** Columns of features, f64 [n] each. The first is 1. */
type Columns = readonly Float64Array[];

export type Sample = {
  /** f32 [n, size] */
  readonly z: Float32Array;
  readonly size: number;
  /** Whether each face shows it. */
  readonly shown: readonly boolean[];
};

/** @param numbers how many of the first numbers of z decide */
export function fitOdds({ z, size, shown }: Sample, numbers: number): Odds {
  const n = shown.length;
  const first = Array.from({ length: numbers }, (_, i) =>
    Float64Array.from({ length: n }, (_, row) => z[row * size + i] ?? 0),
  );
  const products = first.flatMap((a, i) =>
    first.slice(i).map((b, k) => ({ i, j: i + k, column: a.map((value, row) => value * (b[row] ?? 0)) })),
  );
  const columns = [new Float64Array(n).fill(1), ...first];
  const pairs: (typeof products)[number][] = [];
  let fit = regression(columns, shown, []);
  while (pairs.length < MOST_PAIRS) {
    const best = products
      .map((product) => ({
        product,
        score: pairs.includes(product) ? 0 : scoreOf(product.column, columns, fit),
      }))
      .reduce((a, b) => (b.score > a.score ? b : a));
    if (best.score < LEAST_SCORE) {
      break;
    }
    pairs.push(best.product);
    columns.push(best.product.column);
    fit = regression(columns, shown, fit.weights);
  }
  const [constant = 0, ...weights] = fit.weights.map((weight) => Number(weight.toFixed(DECIMALS)));
  return {
    constant,
    weights: weights.slice(0, numbers),
    pairs: pairs.map(({ i, j }, k) => [i, j, weights[numbers + k] ?? 0]),
  };
}

type Fit = {
  readonly weights: readonly number[];
  /** For each face whether it shows it, less its probability p. */
  readonly errors: Float64Array;
  /** For each face p · (1 − p). */
  readonly certainty: Float64Array;
  /** The matrix of second derivatives, factored. */
  readonly curvature: CholeskyDecomposition;
};

/** Log-odds of each face. */
function oddsOf(columns: Columns, weights: readonly number[]): Float64Array {
  const out = new Float64Array(columns[0]?.length ?? 0);
  columns.forEach((column, k) => {
    const weight = weights[k] ?? 0;
    for (let row = 0; row < out.length; row++) {
      out[row] = (out[row] ?? 0) + weight * (column[row] ?? 0);
    }
  });
  return out;
}

/** −log likelihood, with the ridge. */
function lossOf(odds: Float64Array, shown: readonly boolean[], weights: readonly number[]): number {
  let sum = 0;
  for (let row = 0; row < odds.length; row++) {
    const wrong = shown[row] ? -(odds[row] ?? 0) : (odds[row] ?? 0);
    // log(1 + exp(x)), which does not overflow.
    sum += Math.max(0, wrong) + Math.log1p(Math.exp(-Math.abs(wrong)));
  }
  return weights.reduce((total, weight, k) => total + (k === 0 ? 0 : (RIDGE / 2) * weight * weight), sum);
}

/** Σ a · b, with a weight for each face. */
function product(a: Float64Array, b: Float64Array, weight?: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row++) {
    sum += (a[row] ?? 0) * (b[row] ?? 0) * (weight?.[row] ?? 1);
  }
  return sum;
}

/** Newton's method with shorter steps where a whole one leads up. */
function regression(columns: Columns, shown: readonly boolean[], start: readonly number[]): Fit {
  const m = columns.length;
  let weights = Array.from({ length: m }, (_, k) => start[k] ?? 0);
  for (let step = 0; ; step++) {
    const odds = oddsOf(columns, weights);
    const probabilities = odds.map((value) => 1 / (1 + Math.exp(-value)));
    const certainty = probabilities.map((p) => p * (1 - p));
    const errors = probabilities.map((p, row) => Number(shown[row]) - p);
    const second = Matrix.zeros(m, m);
    const gradient = Matrix.zeros(m, 1);
    columns.forEach((a, i) => {
      const ridge = i === 0 ? 0 : RIDGE;
      gradient.set(i, 0, product(a, errors) - ridge * (weights[i] ?? 0));
      for (let j = i; j < m; j++) {
        const value = product(a, columns[j] ?? a, certainty) + (i === j ? ridge + 1e-9 : 0);
        second.set(i, j, value);
        second.set(j, i, value);
      }
    });
    const curvature = new CholeskyDecomposition(second);
    const change = curvature.solve(gradient).to1DArray();
    const before = lossOf(odds, shown, weights);
    let scale = 1;
    let next = weights;
    do {
      const factor = scale;
      next = weights.map((weight, k) => weight + factor * (change[k] ?? 0));
      scale /= 2;
    } while (lossOf(oddsOf(columns, next), shown, next) > before && scale > LEAST_STEP);
    weights = next;
    if (Math.max(...change.map(Math.abs)) < LEAST_STEP || step === MOST_STEPS) {
      return { weights, errors, certainty, curvature };
    }
  }
}

/** The score statistic of one more column: χ² with one degree of freedom where it explains nothing. */
function scoreOf(column: Float64Array, columns: Columns, { errors, certainty, curvature }: Fit): number {
  const score = product(column, errors);
  const common = Matrix.columnVector(columns.map((each) => product(column, each, certainty)));
  const explained = common.dot(curvature.solve(common));
  const information = product(column, column, certainty) - explained;
  return information > 0 ? (score * score) / information : 0;
}
