/** The discriminator of a run as a published file, for the view of what it sees. */
import { askedFrequencies, withStratifiedClasses } from '../../../gan/latents.ts';
import { BASE_SIDE, KERNEL_SIZE, RESAMPLE } from '../../../gan/networks/architecture.ts';
import { generatorInputSize, judgesByClass } from '../../../gan/networks/condition.ts';
import { discriminate, LEAKY_SLOPE } from '../../../gan/networks/discriminator.ts';
import {
  type DiscriminatorBlock,
  discriminatorBlocks,
  discriminatorParameters,
  logitLayer,
} from '../../../gan/networks/discriminator-parameters.ts';
import { generate, generatorParameters } from '../../../gan/networks/generator.ts';
import { discriminatorInColour } from '../../../gan/networks/grey.ts';
import { BATCH_NORM, weightInputs } from '../../../gan/networks/layers.ts';
import { singularVector } from '../../../gan/objective/spectral-norm.ts';
import type { Recipe } from '../../../gan/recipe.ts';
import { normalizedKernels, normalizeKernels } from '../../../gan/step.ts';
import { slice } from '../../../graph/shape.ts';
import { input, type Tensor, type Values } from '../../../graph/tensor.ts';
import { CLASSES, pictureKernelName } from '../../../kernel/discriminator.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { fillNormal } from '../../../latent/seed/seed.ts';
import { buildProgram } from '../../onnxruntime/program.ts';
import type { PublishedFile } from '../models.ts';
import { DTYPE, type WeightBits } from './weight-storage.ts';
import { type StoredLayer, weightsFile } from './weights-file.ts';

/** The number of batches over which the minibatch deviation is averaged, and the stream of the recipe's seed for them. */
const ROUNDS = 16;
const STREAM = 2 ** 32 - 1 - 2 * ROUNDS;

export type StoredDiscriminator = {
  readonly discriminator: NonNullable<Manifest['discriminator']>;
  readonly file: PublishedFile;
};

/**
 * Why the discriminator of a recipe cannot be published, as the rest of a sentence; null where it can.
 * The published form (`kernel/discriminator.ts`) has no layer for it.
 */
export function discriminatorProblem({
  discriminatorResidual,
}: {
  readonly discriminatorResidual: number;
}): string | null {
  return discriminatorResidual > 0 ? 'one with residual blocks cannot be published yet' : null;
}

/**
 * @param state of the training
 * @param generator the weights of the generator whose faces it will see
 * @param frequencies of the classes that a conditional generator is asked for
 */
export async function storeDiscriminator(
  recipe: Recipe,
  state: Values,
  generator: Values,
  bits: WeightBits,
  frequencies = askedFrequencies(recipe, undefined),
): Promise<StoredDiscriminator> {
  const { weights, deviation } = await effectiveWeights(recipe, state, generator, frequencies);
  const layers = fold(recipe, discriminatorInColour(recipe, weights));
  const { condition } = recipe;
  const name = 'discriminator.weights';
  return {
    discriminator: {
      file: name,
      slope: LEAKY_SLOPE,
      ...(deviation === undefined ? {} : { deviation }),
      showsPictures: recipe.network === 'skip',
      ...(condition === 'concat' || condition === 'projection' ? { takesClass: condition } : {}),
      layers: discriminatorLayers(recipe),
    },
    file: { name, role: 'weights', dtype: DTYPE[bits], content: weightsFile(layers, bits) },
  };
}

/** The name of layer `i` in the manifest and in the file; the kernel of its picture has a name of its own in the file. */
export function discriminatorLayerName(i: number): string {
  return `down${i}`;
}

function discriminatorLayers(recipe: Recipe): NonNullable<Manifest['discriminator']>['layers'] {
  const blocks = discriminatorBlocks(recipe);
  return [
    ...blocks.map(({ to, side }, i) => ({
      name: discriminatorLayerName(i),
      operator: 'Conv' as const,
      kernel: KERNEL_SIZE,
      ...RESAMPLE,
      activation: 'leakyRelu' as const,
      shape: [to, side, side] as [number, number, number],
    })),
    {
      name: discriminatorLayerName(blocks.length),
      operator: 'Conv',
      kernel: BASE_SIDE,
      stride: 1,
      padding: 0,
      activation: 'none',
      shape: [1, 1, 1],
    },
  ];
}

/** The weights after spectral normalization, and the minibatch deviation of faces. */
async function effectiveWeights(
  recipe: Recipe,
  state: Values,
  generator: Values,
  frequencies: readonly number[],
): Promise<{ weights: Values; deviation: number | undefined }> {
  const parameters = discriminatorParameters(recipe);
  const own = weightInputs(parameters);
  const normalized = normalizedKernels(recipe);
  const vectors = Object.fromEntries(
    normalized.map(({ name, shape }) => [
      singularVector(name),
      input(singularVector(name), shape.slice(0, 1)),
    ]),
  );
  const { used } = normalizeKernels(recipe, own, vectors);
  const theirs = weightInputs(generatorParameters(recipe));
  const latentShape = [recipe.batch, generatorInputSize(recipe)];
  const latents = input('z', latentShape);
  const faces = generate(recipe, theirs, latents, { kind: 'evaluate' });
  const y = judgesByClass(recipe) ? slice(latents, 1, recipe.latentSize, recipe.classCount) : undefined;
  const { logit, deviation } = discriminate(recipe, used, faces, { kind: 'evaluate' }, y);
  const asUsed = (name: string): string => `used.${name}`;
  const outputs: Record<string, Tensor> = { logit, ...(deviation === undefined ? {} : { deviation }) };
  for (const { name } of normalized) {
    outputs[asUsed(name)] = used[name] as Tensor;
  }
  const program = await buildProgram('effective-weights', outputs);
  // Only the deviation differs between batches.
  const rounds = deviation === undefined ? 1 : ROUNDS;
  try {
    const weights = Object.fromEntries(parameters.map(({ name }) => [name, found(state, name)]));
    let total = 0;
    for (let round = 0; round < rounds; round++) {
      const z = fillNormal(new Float32Array(recipe.batch * recipe.latentSize), recipe.seed, STREAM + round);
      const data = withStratifiedClasses(recipe, z, frequencies, { round, of: rounds });
      const seen = await program.run({ ...state, ...generator, z: { shape: latentShape, data } });
      total += seen.deviation?.data[0] ?? 0;
      for (const { name } of normalized) {
        weights[name] = found(seen, asUsed(name));
      }
    }
    return { weights, deviation: deviation === undefined ? undefined : total / rounds };
  } finally {
    await program.release();
  }
}

function found(values: Values, name: string): Values[string] {
  const value = values[name];
  if (!value) {
    throw new Error(`the discriminator has no ${name}`);
  }
  return value;
}

/** Batch-norm folding, as in `fold-batch-norm.ts`. */
function fold(recipe: Recipe, weights: Values): StoredLayer[] {
  const blocks = discriminatorBlocks(recipe);
  const last = logitLayer(recipe);
  const bias = (name: string, out: number): Float32Array =>
    weights[`${name}.bias`]?.data ?? new Float32Array(out);
  return [
    ...blocks.flatMap((block, i): StoredLayer[] => {
      const { name, picture, to } = block;
      const { scale, shift } = affine(block, weights);
      const main = {
        name: discriminatorLayerName(i),
        kernel: transposeAndScale(found(weights, `${name}.weight`), scale),
        bias: bias(name, to).map((value, c) => value * (scale[c] ?? 0) + (shift[c] ?? 0)),
      };
      if (picture === undefined) {
        return [main];
      }
      const kernel = transposeAndScale(found(weights, `${picture}.weight`), scale);
      return [main, { name: pictureKernelName(main.name), kernel, bias: new Float32Array(to) }];
    }),
    {
      name: discriminatorLayerName(blocks.length),
      kernel: transposeAndScale(found(weights, `${last}.weight`), Float32Array.of(1)),
      bias: bias(last, 1),
    },
    ...(recipe.condition === 'projection' ? [classVectors(found(weights, 'D.embedding.weight'))] : []),
  ];
}

/** A vector of each class, [classes, channels], as a kernel: [channels, classes, 1, 1]. */
function classVectors({ shape: [classes = 0, channels = 0], data }: Values[string]): StoredLayer {
  const vectors = Float32Array.from(
    data,
    (_, at) => data[(at % classes) * channels + Math.floor(at / classes)] ?? 0,
  );
  return {
    name: CLASSES,
    kernel: { shape: [channels, classes, 1, 1], data: vectors },
    bias: new Float32Array(classes),
  };
}

/** Batch norm as an affine map of each channel: scale · x + shift. */
function affine(
  { norm, to }: DiscriminatorBlock,
  weights: Values,
): { scale: Float32Array; shift: Float32Array } {
  const ones = new Float32Array(to).fill(1);
  if (norm === undefined) {
    return { scale: ones, shift: new Float32Array(to) };
  }
  const of = (part: string): Float32Array => found(weights, `${norm}.${part}`).data;
  const [gamma, beta, mean, variance] = [of('weight'), of('bias'), of('running_mean'), of('running_var')];
  const scale = gamma.map((g, c) => g / Math.sqrt((variance[c] ?? 0) + BATCH_NORM.epsilon));
  return { scale, shift: beta.map((b, c) => b - (mean[c] ?? 0) * (scale[c] ?? 0)) };
}

/** [out, in, k, k] → [in, out, k, k], each output channel scaled. */
function transposeAndScale({ shape, data }: Values[string], scale: Float32Array): StoredLayer['kernel'] {
  const [out = 0, into = 0, kh = 0, kw = 0] = shape;
  const taps = kh * kw;
  const kernel = new Float32Array(data.length);
  for (let i = 0; i < into; i++) {
    for (let o = 0; o < out; o++) {
      for (let t = 0; t < taps; t++) {
        kernel[(i * out + o) * taps + t] = (data[(o * into + i) * taps + t] ?? 0) * (scale[o] ?? 0);
      }
    }
  }
  return { shape: [into, out, kh, kw], data: kernel };
}
