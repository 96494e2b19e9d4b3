/** Interpolation between two to four latent vectors. In those of a conditional model the numbers of y are always interpolated linearly. */
import { lerp, slerp } from '../../../latent/interpolation.ts';
import { norm } from '../../../latent/vector.ts';

/** `arc` is spherical, `straight` linear. */
export type Interpolation = 'arc' | 'straight';
export const INTERPOLATIONS: readonly Interpolation[] = ['arc', 'straight'];

/** `line`: faces in a row; `square`: a face in each corner; `blend`: all faces in one, each with a weight. */
export type MixShape = 'line' | 'square' | 'blend';
export const MIX_SHAPES: readonly MixShape[] = ['line', 'square', 'blend'];

/** @param noise how many of the first numbers are z; the others are y */
function interpolator(interpolation: Interpolation, noise: number | undefined): typeof lerp {
  return interpolation === 'arc' ? (a, b, t) => slerp(a, b, t, noise) : lerp;
}

/**
 * Piecewise, from each point to the next.
 *
 * @param points at least one, f32 [d] each
 * @param at 0 … 1, from the first point to the last, or with `loops` back to the first
 * @param noise how many of the first numbers are z, as in `slerp`
 */
export function alongPath(
  points: readonly Float32Array[],
  at: number,
  interpolation: Interpolation,
  loops: boolean,
  noise?: number,
): Float32Array {
  const legs = loops ? points.length : points.length - 1;
  const position = Math.min(Math.max(at, 0), 1) * legs;
  const leg = Math.min(Math.floor(position), Math.max(legs - 1, 0));
  const from = points[leg];
  if (from === undefined) {
    throw new RangeError('expected at least one point to interpolate, got none');
  }
  const to = points[(leg + 1) % points.length] ?? from;
  return interpolator(interpolation, noise)(from, to, position - leg);
}

/**
 * Bilinear, or its spherical counterpart.
 *
 * @param points top left, top right, bottom left, bottom right; missing ones are replaced by the last
 * @param x 0 … 1, from left to right
 * @param y 0 … 1, from top to bottom
 * @param noise as in `alongPath`
 */
export function inSquare(
  points: readonly Float32Array[],
  x: number,
  y: number,
  interpolation: Interpolation,
  noise?: number,
): Float32Array {
  const last = points.at(-1);
  if (last === undefined) {
    throw new RangeError('expected at least one corner to interpolate, got none');
  }
  const [a, b, c, d] = [0, 1, 2, 3].map((i) => points[i] ?? last) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const mix = interpolator(interpolation, noise);
  return mix(mix(a, b, x), mix(c, d, x), y);
}

/**
 * The weighted mean of the points; along the arc it has the weighted mean of their lengths.
 *
 * @param points at least one, f32 [d] each
 * @param weights one for each point, not negative; where all are 0, all count alike
 * @param noise as in `alongPath`
 */
export function blend(
  points: readonly Float32Array[],
  weights: readonly number[],
  interpolation: Interpolation,
  noise?: number,
): Float32Array {
  const [first] = points;
  if (first === undefined) {
    throw new RangeError('expected at least one point to blend, got none');
  }
  const sum = points.reduce((total, _, i) => total + (weights[i] ?? 0), 0);
  const shares = points.map((_, i) => (sum === 0 ? 1 / points.length : (weights[i] ?? 0) / sum));
  const mean = first.map((_, k) =>
    points.reduce((total, point, i) => total + (shares[i] ?? 0) * (point[k] ?? 0), 0),
  );
  const z = mean.subarray(0, noise);
  const length = norm(z);
  if (interpolation === 'straight' || length === 0) {
    return mean;
  }
  const meanLength = points.reduce(
    (total, point, i) => total + (shares[i] ?? 0) * norm(point.subarray(0, noise)),
    0,
  );
  z.set(z.map((value) => (value * meanLength) / length));
  return mean;
}

/** A closed path through all corners of the square, for animation. @param at 0 … 1, as of `alongPath` */
export function squareLoop(at: number): { x: number; y: number } {
  const angle = 2 * Math.PI * (at - 0.375);
  const [across, down] = [Math.cos(angle), Math.sin(angle)];
  // Each ray of a circle is lengthened to the edge of the square.
  const reach = Math.max(Math.abs(across), Math.abs(down));
  return { x: (across / reach + 1) / 2, y: (down / reach + 1) / 2 };
}
