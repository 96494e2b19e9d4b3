/** The ways between two to four faces. */
import { lerp, slerp } from '../../../latent/interpolation.ts';

/** Along the arc, or straight across. */
export type Interpolation = 'arc' | 'straight';
export const INTERPOLATIONS: readonly Interpolation[] = ['arc', 'straight'];

/** Face after face, or a square with a face in each corner. */
export type Shape = 'line' | 'square';

function interpolator(curve: Interpolation): typeof lerp {
  return curve === 'arc' ? slerp : lerp;
}

/**
 * @param points at least one, f32 [d] each
 * @param at 0 … 1, from the first to the last; with `loops` on from there and back to the first
 */
export function alongPath(
  points: readonly Float32Array[],
  at: number,
  curve: Interpolation,
  loops: boolean,
): Float32Array {
  const legs = loops ? points.length : points.length - 1;
  const position = Math.min(Math.max(at, 0), 1) * legs;
  const leg = Math.min(Math.floor(position), Math.max(legs - 1, 0));
  const from = points[leg];
  if (from === undefined) {
    throw new RangeError('a line through no points');
  }
  const to = points[(leg + 1) % points.length] ?? from;
  return interpolator(curve)(from, to, position - leg);
}

/**
 * @param points the corners: top left, top right, bottom left, bottom right; those that are missing repeat the last
 * @param x 0 … 1, from left to right
 * @param y 0 … 1, from top to bottom
 */
export function inSquare(
  points: readonly Float32Array[],
  x: number,
  y: number,
  curve: Interpolation,
): Float32Array {
  const last = points.at(-1);
  if (last === undefined) {
    throw new RangeError('a square without corners');
  }
  const [a, b, c, d] = [0, 1, 2, 3].map((i) => points[i] ?? last) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const mix = interpolator(curve);
  return mix(mix(a, b, x), mix(c, d, x), y);
}

/** A round through the square that comes by each corner and never stands still: at 0 … 1, as `onLine`'s. */
export function squareLoop(at: number): { x: number; y: number } {
  const angle = 2 * Math.PI * (at - 0.375);
  const [across, down] = [Math.cos(angle), Math.sin(angle)];
  // The circle is drawn out to the square along each ray.
  const reach = Math.max(Math.abs(across), Math.abs(down));
  return { x: (across / reach + 1) / 2, y: (down / reach + 1) / 2 };
}
