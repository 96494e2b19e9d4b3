/**
 * From a picture to a first guess of its z: ridge regression, learned from faces that the generator drew, whose z is known. It looks at
 * the features of the attribute network and at the picture at 16×16.
 */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { inputsFromSeeds } from '../../latent/condition/condition.ts';
import { drawInBatches, type TestedGenerator } from '../evaluate/tested-generator.ts';
import { FEATURES } from '../measures/attributes/network.ts';
import type { AttributePredictor } from '../measures/attributes/predictor.ts';
import { resizeByInteger } from '../measures/resize-by-integer.ts';

const SMALL_SIDE = 16;
const PIXELS = 3 * SMALL_SIDE ** 2;
/** The numbers of a picture, each of mean 0 and deviation 1, and a 1. */
const INPUTS = FEATURES + PIXELS + 1;
/** The weight of ridge regression, as a share of the variance of an input. */
const RIDGE = 0.3;
/** Drawn faces begin here, so that none is the one that is looked for. */
const FIRST_SEED = 5_000_000;

export type Encoder = {
  /** A guess of z, and z of the drawn faces that look the most alike, the nearest first. */
  guess(image: Float32Array, nearest: number): Promise<{ guess: Float32Array; nearest: Float32Array[] }>;
};

/** f64 [n, INPUTS − 1], without standardization */
async function look(
  images: Float32Array,
  side: number,
  predictor: AttributePredictor,
): Promise<Float64Array> {
  const { features } = await predictor.predict(images, side);
  const small = resizeByInteger(images, side, SMALL_SIDE);
  const n = features.length / FEATURES;
  const seen = new Float64Array(n * (INPUTS - 1));
  for (let i = 0; i < n; i++) {
    seen.set(features.subarray(i * FEATURES, (i + 1) * FEATURES), i * (INPUTS - 1));
    seen.set(small.subarray(i * PIXELS, (i + 1) * PIXELS), i * (INPUTS - 1) + FEATURES);
  }
  return seen;
}

type Scale = { readonly means: Float64Array; readonly deviations: Float64Array };

function scaleOf(seen: Float64Array, count: number): Scale {
  const size = INPUTS - 1;
  const means = new Float64Array(size);
  const deviations = new Float64Array(size);
  for (let at = 0; at < seen.length; at++) {
    means[at % size] = (means[at % size] ?? 0) + (seen[at] ?? 0) / count;
  }
  for (let at = 0; at < seen.length; at++) {
    deviations[at % size] =
      (deviations[at % size] ?? 0) + ((seen[at] ?? 0) - (means[at % size] ?? 0)) ** 2 / count;
  }
  return { means, deviations: deviations.map((variance) => Math.sqrt(variance) || 1) };
}

/** Rows of standardized inputs, and a 1 in each. */
function standardized(seen: Float64Array, { means, deviations }: Scale): Matrix {
  const size = INPUTS - 1;
  const rows = seen.length / size;
  const matrix = Matrix.ones(rows, INPUTS);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < size; i++) {
      matrix.set(row, i, ((seen[row * size + i] ?? 0) - (means[i] ?? 0)) / (deviations[i] ?? 1));
    }
  }
  return matrix;
}

/** @param samples faces to learn from; more of them make a better guess */
export async function learnEncoder(
  generator: TestedGenerator,
  predictor: AttributePredictor,
  samples: number,
): Promise<Encoder> {
  const { latentSize, resolution } = generator;
  const z = inputsFromSeeds(FIRST_SEED, samples, generator);
  const seen = new Float64Array(samples * (INPUTS - 1));
  await drawInBatches(generator, z, async (images, start) => {
    seen.set(await look(images, resolution, predictor), start * (INPUTS - 1));
  });
  const scale = scaleOf(seen, samples);
  const inputs = standardized(seen, scale);
  const targets = new Matrix(samples, latentSize);
  for (let i = 0; i < samples; i++) {
    targets.setRow(i, z.subarray(i * latentSize, (i + 1) * latentSize));
  }
  const transposed = inputs.transpose();
  const squares = transposed.mmul(inputs).add(Matrix.eye(INPUTS, INPUTS, RIDGE * samples));
  const weights = new CholeskyDecomposition(squares).solve(transposed.mmul(targets));
  return {
    async guess(image, nearest) {
      const own = standardized(await look(image, resolution, predictor), scale);
      const guess = Float32Array.from(own.mmul(weights).getRow(0));
      const distances = Array.from({ length: samples }, (_, row) =>
        inputs.getRow(row).reduce((sum, value, i) => sum + (value - own.get(0, i)) ** 2, 0),
      );
      const order = [...distances.keys()].sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0));
      return {
        guess,
        nearest: order.slice(0, nearest).map((i) => z.slice(i * latentSize, (i + 1) * latentSize)),
      };
    },
  };
}
