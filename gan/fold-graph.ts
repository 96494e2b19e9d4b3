/** Batch-norm folding, as `training/publish/storage/fold-batch-norm.ts` computes it, written as a graph. */
import { add, divide, multiply, sqrt, subtract } from '../graph/elementwise.ts';
import { concat, reshape } from '../graph/shape.ts';
import { constant, type Tensor } from '../graph/tensor.ts';
import { layerName } from './manifest-layers.ts';
import { RGB } from './networks/architecture.ts';
import { generatorLayers } from './networks/generator.ts';
import { BATCH_NORM, weight } from './networks/layers.ts';
import type { Recipe } from './recipe.ts';
import { averagedWeights } from './step.ts';

/**
 * From the averaged weights, inputs `ema.NAME`, to `layerI.kernel` f32 [in, out, k, k] and `layerI.bias` f32 [out]. A grey generator's picture
 * layers get three equal channels, as published generators have them (`networks/grey.ts`).
 */
export function foldGraph(recipe: Recipe): Record<string, Tensor> {
  const weights = averagedWeights(recipe);
  const outputs: Record<string, Tensor> = {};
  for (const [i, { name, kind, norm, bias: biased, to }] of generatorLayers(recipe).entries()) {
    let kernel = weight(weights, `${name}.weight`);
    let bias = biased ? weight(weights, `${name}.bias`) : constant(new Float32Array(to), [to]);
    if (norm !== undefined) {
      const of = (part: string): Tensor => weight(weights, `${norm}.${part}`);
      const scale = divide(of('weight'), sqrt(add(of('running_var'), BATCH_NORM.epsilon)));
      kernel = multiply(kernel, reshape(scale, [1, to, 1, 1]));
      bias = add(of('bias'), multiply(subtract(bias, of('running_mean')), scale));
    }
    const isGrey = kind === 'picture' && to < RGB;
    outputs[`${layerName(i)}.kernel`] = isGrey ? concat([kernel, kernel, kernel], 1) : kernel;
    outputs[`${layerName(i)}.bias`] = isGrey ? concat([bias, bias, bias], 0) : bias;
  }
  return outputs;
}
