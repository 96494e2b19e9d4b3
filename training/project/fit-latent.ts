/**
 * Steps of Adam on z towards the face whose picture is nearest to a given one (as in "Generative Visual Manipulation on the Natural Image
 * Manifold", Zhu et al., 2016). Several starting points are moved at once, since the distance has many valleys.
 */
import { add, multiply, square, subtract } from '../../graph/elementwise.ts';
import { mean } from '../../graph/mean.ts';
import { sum } from '../../graph/reduction.ts';
import { concat, reshape } from '../../graph/shape.ts';
import { constant, input, type Tensor } from '../../graph/tensor.ts';
import { minimize } from '../measures/networks/minimize.ts';
import { buildProgram } from '../onnxruntime/program.ts';
import type { GeneratorGraph } from './generator-graph.ts';

const RATE = 0.06;
/** How much the mean square of z counts: faces that are far from all others hardly look like faces. */
const PRIOR = 0.004;
/** Pictures are compared at this side, too, and at all between: from there on, what is too far away to overlap does so. */
const SMALLEST_SIDE = 8;
/** The weight of a pixel is 1 in the middle, and this in the corners: the background matters less than the face. */
const CORNER = 0.15;

/** f32 [1, 1, side, side], with a mean of 1. */
function window(side: number): Tensor {
  const weights = Float32Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [(i % side) + 0.5, Math.floor(i / side) + 0.5].map((at) => (2 * at) / side - 1);
    const distance = ((x ?? 0) ** 2 + (y ?? 0) ** 2) / 2;
    return CORNER ** distance;
  });
  const average = weights.reduce((all, weight) => all + weight, 0) / weights.length;
  return constant(
    weights.map((weight) => weight / average),
    [1, 1, side, side],
  );
}

/** Averages of blocks of 2×2: f32 [n, 3, s, s] → [n, 3, s / 2, s / 2]. */
function halved(picture: Tensor): Tensor {
  const [n = 0, channels = 0, side = 0] = picture.shape;
  const blocks = reshape(picture, [n, channels, side / 2, 2, side / 2, 2]);
  return reshape(mean(blocks, [3, 5]), [n, channels, side / 2, side / 2]);
}

/** The mean weighted square difference over all scales, f32 [n]. */
function distances(pictures: Tensor, target: Tensor): Tensor {
  let [own, wanted] = [pictures, target];
  let total: Tensor | undefined;
  let scales = 0;
  for (let side = target.shape[2] ?? 0; side >= SMALLEST_SIDE; side /= 2) {
    const difference = mean(multiply(square(subtract(own, wanted)), window(side)), [1, 2, 3]);
    total = total === undefined ? difference : add(total, difference);
    scales++;
    if (side / 2 >= SMALLEST_SIDE) {
      own = halved(own);
      wanted = halved(wanted);
    }
  }
  if (total === undefined) {
    throw new RangeError(`pictures of ${target.shape[2]} pixels are too small to compare`);
  }
  return reshape(multiply(total, 1 / scales), [pictures.shape[0] ?? 0]);
}

function flat(rows: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  return Float32Array.from(rows.flatMap((row) => [...row]));
}

export type FittedLatent = {
  /** What the generator takes: z, and for a conditional model y. */
  readonly latent: Float32Array;
  /** The root of the mean weighted square difference over all scales, of values in [−1, 1]: 0 is the same picture. */
  readonly distance: number;
};

/**
 * @param target f32 [3, resolution, resolution] in [−1, 1]
 * @param starts what the generator takes, of each starting point
 * @param noise how many of the first numbers are z (`noiseSize`): the others are y, which stays
 * @returns the starting point that was nearest, and the nearest of all after the steps
 */
export async function fitLatent(
  { weights, apply }: GeneratorGraph,
  target: Float32Array,
  starts: readonly Float32Array[],
  steps: number,
  noise: number,
): Promise<{ readonly first: FittedLatent; readonly last: FittedLatent }> {
  const side = Math.sqrt(target.length / 3);
  const given = { ...weights, target: { shape: [1, 3, side, side], data: target } };
  const shape = [starts.length, noise];
  const z = input('z', shape);
  const classes = starts.map((each) => each.subarray(noise));
  const y = constant(flat(classes), [starts.length, classes[0]?.length ?? 0]);
  const latent = y.shape[1] === 0 ? z : concat([z, y], 1);
  const apart = distances(apply(latent), input('target', [1, 3, side, side]));
  const start = flat(starts.map((each) => each.subarray(0, noise)));
  const measure = await buildProgram('distances', { apart });

  async function nearest(latents: Float32Array): Promise<FittedLatent> {
    const found = await measure.run({ ...given, z: { shape, data: latents } });
    const all = found.apart?.data ?? new Float32Array();
    const best = all.reduce((least, value, i) => (value < (all[least] ?? Infinity) ? i : least), 0);
    const parts = [latents.subarray(best * noise, (best + 1) * noise), classes[best] ?? new Float32Array()];
    return { latent: flat(parts), distance: Math.sqrt(all[best] ?? Number.NaN) };
  }

  try {
    const first = await nearest(start);
    const lengths = multiply(mean(square(z)), PRIOR * starts.length);
    const fitted = await minimize({
      weights: { z },
      loss: reshape(add(sum(apart), lengths), [1]),
      start: { z: { shape, data: start } },
      steps,
      rate: RATE,
      batchOf: async () => given,
    });
    const last = await nearest(fitted.z?.data ?? start);
    return { first, last: last.distance < first.distance ? last : first };
  } finally {
    await measure.release();
  }
}
