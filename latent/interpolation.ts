/**
 * Interpolation between latent vectors. In d dimensions standard normal vectors have lengths near √d, so the straight line
 * between two of them leaves the region that the generator was trained on; an arc keeps the length.
 *
 * White: "Sampling Generative Networks", arXiv:1609.04468, section 2.1 (slerp, after Shoemake, SIGGRAPH 1985).
 *
 * Of a conditional model's vectors only the numbers of z lie on the arc. Those of y are interpolated linearly, since they sum to 1.
 *
 * Interpolated frames are drawn, not stored; where one is kept, `latentFace` rounds it. So this file, unlike the others
 * here, may use Math.sin, cos and atan2, whose last bits differ between engines.
 */
import { checkSameLength } from './directions.ts';
import { dot, norm } from './vector.ts';

/** Below this sine of the angle between two vectors, rounding alone decides which plane they span. */
const LEAST_SINE = 1e-7;

/** A latent vector, or an intermediate result in doubles. */
type Vector = ArrayLike<number>;

/** p · a + q · b, in doubles. */
function combine(p: number, a: Vector, q: number, b: Vector): Float64Array {
  return Float64Array.from(a, (value, i) => p * value + q * (b[i] ?? 0));
}

function scale(a: Vector, factor: number): Float64Array {
  return Float64Array.from(a, (value) => factor * value);
}

/** The component of `vector` orthogonal to `unit`. */
function rejection(vector: Vector, unit: Vector): Float64Array {
  return combine(1, vector, -dot(vector, unit), unit);
}

/** A vector orthogonal to `unit`, always the same for the same `unit`: the rejection of the axis furthest from it. */
function anyPerpendicular(unit: Vector): Float64Array {
  const sizes = Array.from(unit, Math.abs);
  const furthest = sizes.indexOf(Math.min(...sizes));
  const axis = Float64Array.from(unit, (_, i) => (i === furthest ? 1 : 0));
  return rejection(axis, unit);
}

/**
 * The point at `t` of the straight line from a to b: exactly a at 0, exactly b at 1.
 *
 * @returns a new f32 [d]
 * @throws RangeError where the lengths differ
 */
export function lerp(a: Float32Array, b: Float32Array, t: number): Float32Array {
  checkSameLength(a, b);
  return Float32Array.from(combine(1 - t, a, t, b));
}

/**
 * The point at `t` of the arc from a to b: exactly a at 0, exactly b at 1.
 *
 * The angle and the length change linearly in t. Parallel vectors and zero vectors are interpolated linearly. Opposite
 * vectors do not span a plane; the arc then lies in a plane that depends on a alone.
 *
 * @param noise how many of the first numbers are z (`noiseSize`); the others are y, and are interpolated linearly
 * @returns a new f32 [d]
 * @throws RangeError where the lengths differ
 */
export function slerp(a: Float32Array, b: Float32Array, t: number, noise = a.length): Float32Array {
  checkSameLength(a, b);
  if (noise < a.length) {
    const between = lerp(a, b, t);
    between.set(slerp(a.subarray(0, noise), b.subarray(0, noise), t));
    return between;
  }
  if (t === 0) {
    return a.slice();
  }
  if (t === 1) {
    return b.slice();
  }
  const lengthA = norm(a);
  const lengthB = norm(b);
  if (lengthA === 0 || lengthB === 0) {
    return lerp(a, b, t);
  }

  const from = scale(a, 1 / lengthA);
  const to = scale(b, 1 / lengthB);
  const cosine = dot(from, to);
  const orthogonal = rejection(to, from);
  const sine = norm(orthogonal);
  const isAligned = sine < LEAST_SINE;
  if (isAligned && (cosine > 0 || a.length === 1)) {
    return lerp(a, b, t);
  }

  const side = isAligned ? anyPerpendicular(from) : orthogonal;
  const angle = t * Math.atan2(sine, cosine);
  const size = (1 - t) * lengthA + t * lengthB;
  return Float32Array.from(
    combine(size * Math.cos(angle), from, (size * Math.sin(angle)) / norm(side), side),
  );
}

/** The point at `position` along the arcs between the points: points[k] at k. */
function along(points: readonly Float32Array[], position: number, noise?: number): Float32Array {
  const start = Math.min(Math.floor(position), points.length - 1);
  const from = points[start];
  if (from === undefined) {
    throw new RangeError('expected at least one point');
  }
  return slerp(from, points[start + 1] ?? from, position - start, noise);
}

function checkFrames(frames: number): void {
  if (!Number.isInteger(frames) || frames < 1) {
    throw new RangeError(`expected a positive integer of frames, not ${frames}`);
  }
}

/**
 * Frames of a walk from the first point to the last through all of them, with equal time between neighbours.
 *
 * @param points at least one, f32 [d] each
 * @param frames how many: the first frame is the first point and the last the last; a single frame is the first point
 * @param noise as in `slerp`
 * @throws RangeError for no points, points of different lengths, or frames that are not a positive integer
 */
export function walk(points: readonly Float32Array[], frames: number, noise?: number): Float32Array[] {
  checkFrames(frames);
  const [legs, steps] = [points.length - 1, Math.max(frames - 1, 1)];
  return Array.from({ length: frames }, (_, frame) => along(points, (frame * legs) / steps, noise));
}

/**
 * Frames of a loop through all points and back to the first, with equal time between neighbours. The first point is not
 * repeated at the end, so that the loop plays evenly.
 *
 * @param points at least one, f32 [d] each
 * @param frames how many
 * @param noise as in `slerp`
 * @throws RangeError as `walk`
 */
export function loop(points: readonly Float32Array[], frames: number, noise?: number): Float32Array[] {
  checkFrames(frames);
  const closed = [...points, ...points.slice(0, 1)];
  return Array.from({ length: frames }, (_, frame) => along(closed, (frame * points.length) / frames, noise));
}
