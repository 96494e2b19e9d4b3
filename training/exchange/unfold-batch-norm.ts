/**
 * Trainable weights of both networks from the files of a published model: the inverse of publish/storage/fold-batch-norm.ts and
 * publish/storage/store-discriminator.ts, up to the rounding of quantization. D's heads for labels and classes are not published and cannot be restored.
 */
import { layerName } from '../../gan/manifest-layers.ts';
import { type Architecture, normParameters } from '../../gan/networks/architecture.ts';
import { discriminatorBlocks, logitLayer } from '../../gan/networks/discriminator-parameters.ts';
import { generatorLayers } from '../../gan/networks/generator.ts';
import { BATCH_NORM } from '../../gan/networks/layers.ts';
import type { Recipe } from '../../gan/recipe.ts';
import type { Values } from '../../graph/tensor.ts';
import { CLASSES, pictureKernelName } from '../../kernel/discriminator.ts';
import type { LayerWeights } from '../../kernel/weights.ts';
import { calibrate } from '../publish/storage/calibrate.ts';
import { discriminatorLayerName } from '../publish/storage/store-discriminator.ts';

/** The layers of a weights file, by name. */
export type StoredLayers = ReadonlyMap<string, LayerWeights>;

/**
 * Batch norm cancels the scale of the kernel before it, so the unfolded kernel can have any scale; but the length of Adam's
 * steps is fixed, so the scale is an effective learning rate. This one is typical of G's kernels in training: root mean
 * square 0.02 at first, 0.03 after 3,333 steps of 4e-4 and, as their random walk continues, 0.055 after 23,000.
 */
const KERNEL_SIZE = 0.05;

function layerOf(layers: StoredLayers, name: string): LayerWeights {
  const found = layers.get(name);
  if (!found) {
    throw new Error(`unfold: the file has no ${name}`);
  }
  return found;
}

/** The dequantized kernel: f32 [in, out, k, k]. */
export function kernelOf({ shape, values, scales }: LayerWeights): Float32Array {
  const [, out, height, width] = shape;
  const taps = height * width;
  return Float32Array.from(values, (value, at) => value * (scales[Math.floor(at / taps) % out] ?? 0));
}

function vector(data: Float32Array): Values[string] {
  return { shape: [data.length], data };
}

function rootMeanSquare(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

/**
 * The generator's weights. Each batch norm gets the deviation and the mean of its layer's output in the published network,
 * and so gives the same output. This is done layer by layer, since the output of one is the input of the next.
 * @param frequencies of the classes of a conditional model
 */
export async function unfoldGenerator(
  recipe: Recipe,
  stored: StoredLayers,
  frequencies?: readonly number[],
): Promise<Values> {
  let weights: Values = {};
  const normed = generatorLayers(recipe).flatMap(({ name, norm, bias, to }, i) => {
    const layer = layerOf(stored, layerName(i));
    const kernel = kernelOf(layer);
    const scale = norm === undefined ? 1 : KERNEL_SIZE / rootMeanSquare(kernel);
    weights[`${name}.weight`] = { shape: layer.shape, data: kernel.map((value) => value * scale) };
    if (bias) {
      weights[`${name}.bias`] = vector(layer.bias);
    }
    if (norm === undefined) {
      return [];
    }
    for (const { name: own, shape } of normParameters(norm, to)) {
      weights[own] = { shape, data: new Float32Array(to) };
    }
    return [{ norm, scale, shift: layer.bias }];
  });
  for (const { norm, scale, shift } of normed) {
    weights = await calibrate(recipe, weights, frequencies);
    const variance = weights[`${norm}.running_var`]?.data ?? new Float32Array();
    const mean = weights[`${norm}.running_mean`]?.data ?? new Float32Array();
    weights[`${norm}.weight`] = vector(
      variance.map((value) => Math.sqrt(value + BATCH_NORM.epsilon) / scale),
    );
    weights[`${norm}.bias`] = vector(mean.map((value, c) => value / scale + (shift[c] ?? 0)));
  }
  return weights;
}

/** [in, out, k, k] → [out, in, k, k] */
function transposed(
  { shape: [from, to, height, width] }: LayerWeights,
  kernel: Float32Array,
): Values[string] {
  const taps = height * width;
  const data = new Float32Array(kernel.length);
  for (let i = 0; i < from; i++) {
    for (let o = 0; o < to; o++) {
      data.set(kernel.subarray((i * to + o) * taps, (i * to + o + 1) * taps), (o * from + i) * taps);
    }
  }
  return { shape: [to, from, height, width], data };
}

/** The discriminator's weights, except its heads for labels and classes. */
export function unfoldDiscriminator(architecture: Architecture, stored: StoredLayers): Values {
  const weights: Values = {};
  function take(name: string, file: string, biased: boolean): void {
    const layer = layerOf(stored, file);
    weights[`${name}.weight`] = transposed(layer, kernelOf(layer));
    if (biased) {
      weights[`${name}.bias`] = vector(layer.bias);
    }
  }
  const blocks = discriminatorBlocks(architecture);
  for (const [i, { name, picture }] of blocks.entries()) {
    take(name, discriminatorLayerName(i), true);
    if (picture !== undefined) {
      take(picture, pictureKernelName(discriminatorLayerName(i)), false);
    }
  }
  take(logitLayer(architecture), discriminatorLayerName(blocks.length), true);
  if (architecture.condition === 'projection') {
    const layer = layerOf(stored, CLASSES);
    const { shape, data } = transposed(layer, kernelOf(layer));
    weights['D.embedding.weight'] = { shape: shape.slice(0, 2), data };
  }
  return weights;
}
