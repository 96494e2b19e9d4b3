/**
 * The sliced Wasserstein distance of two sets of pictures (Karras et al., 2018, section 5): how far apart the
 * distributions of their patches are, level by level of the Laplacian pyramid. Along one direction the Wasserstein
 * distance of two equally large sets is the mean distance of their sorted values; the sliced one is the mean of that
 * over random directions (Rabin et al., 2011). The small level speaks of shape and colour, the large one of texture.
 *
 *     const collector = collectPatches(256, 64);
 *     collector.add(images);
 *     (await slicedWasserstein(collector.finish(), portraits)).mean
 */
import { matmul } from '../../../graph/matmul.ts';
import { transpose } from '../../../graph/shape.ts';
import { input } from '../../../graph/tensor.ts';
import { fillNormal } from '../../../latent/seed/seed.ts';
import { buildProgram } from '../../onnxruntime/program.ts';
import { type LevelPatches, PATCH_SIZE } from './patches.ts';
import { sortFloats } from './sort-floats.ts';

/** The unit of the paper's tables: distances are multiplied by a thousand. */
const UNIT = 1000;
/** Directions that one stream of the seed holds. */
const DIRECTIONS_OF_STREAM = 4;
/** Directions that one matrix product projects onto: 16 × 524,288 patches take 34 MB. */
const DIRECTIONS_AT_ONCE = 16;

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

/** Unit vectors: f32 [count, PATCH_SIZE], from number `first` of a seed on. Both are multiples of DIRECTIONS_OF_STREAM. */
function unitVectors(seed: number, first: number, count: number): Float32Array {
  const vectors = new Float32Array(count * PATCH_SIZE);
  const stream = DIRECTIONS_OF_STREAM * PATCH_SIZE;
  for (let start = 0; start < vectors.length; start += stream) {
    fillNormal(vectors.subarray(start, start + stream), seed, (first * PATCH_SIZE + start) / stream);
  }
  for (let start = 0; start < vectors.length; start += PATCH_SIZE) {
    const vector = vectors.subarray(start, start + PATCH_SIZE);
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    vector.forEach((value, i) => {
      vector[i] = value / length;
    });
  }
  return vectors;
}

type Projection = {
  /** The sorted positions of the patches, f32 [n, PATCH_SIZE], along each of the directions, f32 [DIRECTIONS_AT_ONCE, PATCH_SIZE]. */
  project(patches: Float32Array, vectors: Float32Array): Promise<Float32Array[]>;
  release(): Promise<void>;
};

async function openProjection(n: number): Promise<Projection> {
  const patches = input('patches', [n, PATCH_SIZE]);
  const vectors = input('vectors', [DIRECTIONS_AT_ONCE, PATCH_SIZE]);
  const program = await buildProgram('project', { positions: matmul(vectors, transpose(patches, [1, 0])) });
  return {
    async project(ofPatches, ofVectors) {
      const { positions } = await program.run({
        patches: { shape: patches.shape, data: ofPatches },
        vectors: { shape: vectors.shape, data: ofVectors },
      });
      return Array.from({ length: DIRECTIONS_AT_ONCE }, (_, i) =>
        sortFloats((positions?.data ?? new Float32Array()).subarray(i * n, (i + 1) * n)),
      );
    },
    release: program.release,
  };
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
 * @param options `directions` is rounded up to a multiple of 16
 * @throws RangeError where the sets differ in their levels or in the number of patches
 */
export async function slicedWasserstein(
  a: readonly LevelPatches[],
  b: readonly LevelPatches[],
  { directions = 512, seed = 1 }: SlicedWassersteinOptions = {},
): Promise<SlicedWasserstein> {
  const print = (set: readonly LevelPatches[]): string =>
    set.map(({ side, patches }) => `${patches.length / PATCH_SIZE} of side ${side}`).join(', ');
  if (print(a) !== print(b)) {
    throw new RangeError(`slicedWasserstein: patches ${print(a)} against ${print(b)}`);
  }
  const count = DIRECTIONS_AT_ONCE * Math.ceil(directions / DIRECTIONS_AT_ONCE);
  const levels: { side: number; distance: number }[] = [];
  for (const [level, { side, patches }] of a.entries()) {
    const others = b[level]?.patches ?? patches;
    const projection = await openProjection(patches.length / PATCH_SIZE);
    let sum = 0;
    for (let first = 0; first < count; first += DIRECTIONS_AT_ONCE) {
      const vectors = unitVectors(seed, first, DIRECTIONS_AT_ONCE);
      const ours = await projection.project(patches, vectors);
      const theirs = await projection.project(others, vectors);
      for (const [i, along] of ours.entries()) {
        sum += meanGap(along, theirs[i] ?? along);
      }
    }
    await projection.release();
    levels.push({ side, distance: (UNIT * sum) / count });
  }
  return { levels, mean: levels.reduce((sum, { distance }) => sum + distance, 0) / levels.length };
}
