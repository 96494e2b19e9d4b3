/**
 * The sliced Wasserstein distance of two sets of pictures (Karras et al., 2018, section 5): how far apart the
 * distributions of their patches are, level by level of the Laplacian pyramid. Along one direction the Wasserstein
 * distance of two equally large sets is the mean distance of their sorted values; the sliced one is the mean of that
 * over random directions (Rabin et al., 2011). The small level speaks of shape and colour, the large one of texture.
 *
 *     const collector = collectPatches(256, 64);
 *     collector.add(images);
 *     slicedWasserstein(collector.finish(), portraits).mean
 */
import { fillNormal } from '../../latent/seed.ts';
import { type LevelPatches, PATCH_SIZE } from './patches.ts';

/** The unit of the paper's tables: distances are multiplied by a thousand. */
const UNIT = 1000;
/** Directions that are processed together, so that each patch is read once for all of them. */
const TOGETHER = 4;

export type SlicedWasserstein = {
  /** × 10³, as the paper prints it; the largest level first. */
  readonly levels: readonly { readonly side: number; readonly distance: number }[];
  /** Mean over the levels. */
  readonly mean: number;
};

export type SlicedWassersteinOptions = {
  /** How many directions; the paper takes 512. */
  directions?: number;
  seed?: number;
};

/** `TOGETHER` unit vectors, [TOGETHER, PATCH_SIZE], number 0, 1, 2, … of a seed. */
function unitVectors(seed: number, number: number): Float32Array {
  const vectors = fillNormal(new Float32Array(TOGETHER * PATCH_SIZE), seed, number);
  for (let start = 0; start < vectors.length; start += PATCH_SIZE) {
    const vector = vectors.subarray(start, start + PATCH_SIZE);
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    vector.forEach((value, i) => {
      vector[i] = value / length;
    });
  }
  return vectors;
}

/** The sorted places of all patches along each of some directions. */
function project(patches: Float32Array, vectors: Float32Array): Float32Array[] {
  const size = PATCH_SIZE;
  const count = patches.length / size;
  const places = Array.from({ length: TOGETHER }, () => new Float32Array(count));
  const [a, b, c, d] = places as [Float32Array, Float32Array, Float32Array, Float32Array];
  for (let n = 0; n < count; n++) {
    const start = n * size;
    let [onA, onB, onC, onD] = [0, 0, 0, 0];
    for (let i = 0; i < size; i++) {
      const value = patches[start + i] as number;
      onA += value * (vectors[i] as number);
      onB += value * (vectors[size + i] as number);
      onC += value * (vectors[2 * size + i] as number);
      onD += value * (vectors[3 * size + i] as number);
    }
    a[n] = onA;
    b[n] = onB;
    c[n] = onC;
    d[n] = onD;
  }
  return places.map((along) => along.sort());
}

function meanGap(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
  }
  return sum / a.length;
}

/**
 * The distance of two sets of patches, the same either way round, and 0 of a set to itself.
 * @throws RangeError where the sets differ in their levels or in the number of patches
 */
export function slicedWasserstein(
  a: readonly LevelPatches[],
  b: readonly LevelPatches[],
  { directions = 512, seed = 1 }: SlicedWassersteinOptions = {},
): SlicedWasserstein {
  const print = (set: readonly LevelPatches[]): string =>
    set.map(({ side, patches }) => `${patches.length / PATCH_SIZE} of side ${side}`).join(', ');
  if (print(a) !== print(b)) {
    throw new RangeError(`slicedWasserstein: patches ${print(a)} against ${print(b)}`);
  }
  const rounds = Math.ceil(directions / TOGETHER);
  const levels = a.map(({ side, patches }, level) => {
    let sum = 0;
    for (let round = 0; round < rounds; round++) {
      const vectors = unitVectors(seed, round);
      const [ours, theirs] = [patches, b[level]?.patches ?? patches].map((set) => project(set, vectors));
      ours?.forEach((along, i) => {
        sum += meanGap(along, theirs?.[i] ?? along);
      });
    }
    return { side, distance: (UNIT * sum) / (rounds * TOGETHER) };
  });
  return { levels, mean: levels.reduce((sum, { distance }) => sum + distance, 0) / levels.length };
}
