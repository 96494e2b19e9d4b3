/** The initial state of a training: random or given weights, with the moments and averages that training needs. */

import { type Shape, sizeOf, type Values } from '../graph/tensor.ts';
import { fillNormal } from '../latent/seed/seed.ts';
import { BASE_SIDE, isStatistic, type Parameter } from './networks/architecture.ts';
import { discriminatorParameters } from './networks/discriminator-parameters.ts';
import { generatorLayers, generatorParameters } from './networks/generator.ts';
import { adamMean, adamVariance } from './objective/adam.ts';
import { singularVector } from './objective/spectral-norm.ts';
import type { Recipe } from './recipe.ts';
import { emaName, normalizedKernels } from './step.ts';

/** DCGAN's initialization: kernels from N(0, 0.02²), scales from N(1, 0.02²). */
const PAPER_DEVIATION = 0.02;
/** Keeps the variance of activations through a Leaky ReLU of slope 0.2 (He et al., 2015). */
export const HE_GAIN = Math.sqrt(2 / (1 + 0.2 ** 2));
/** The same through a ReLU. */
const RELU_GAIN = Math.SQRT2;
/** Streams of the recipe's seed: a weight's stream is its index among the parameters; those of singular vectors come after. */
export const SINGULAR_VECTOR_STREAM = 2 ** 15;

/** A weight's initial distribution, N(centre, deviation²). */
export function initialDistribution(
  { name, shape, role }: Parameter,
  recipe: Recipe,
): { centre: number; deviation: number } {
  if (role === 'bias' || role === 'mean' || role === 'zeroKernel') {
    return { centre: 0, deviation: 0 };
  }
  if (role === 'variance') {
    return { centre: 1, deviation: 0 };
  }
  if (role === 'embedding') {
    // Its inner product is with sums over the 4×4 positions of the last grid.
    return { centre: 0, deviation: HE_GAIN / (BASE_SIDE ** 2 * Math.sqrt(sizeOf(shape.slice(1)))) };
  }
  return { centre: role === 'scale' ? 1 : 0, deviation: deviationOf(name, shape, recipe) };
}

/** Without batch norm the deviation follows from the number of inputs of an output (He et al., 2015). */
function deviationOf(name: string, shape: Shape, recipe: Recipe): number {
  if (name.startsWith('D.')) {
    return recipe.discriminatorNorm === 'none'
      ? HE_GAIN / Math.sqrt(sizeOf(shape.slice(1)))
      : PAPER_DEVIATION;
  }
  const layer = generatorLayers(recipe).find((each) => `${each.name}.weight` === name);
  if (recipe.generatorNorm === 'batch' || layer?.kind !== 'hidden') {
    return PAPER_DEVIATION;
  }
  // A transposed convolution of stride 2 leads each input to a quarter of its taps' outputs.
  const taps = layer.padding === 0 ? 1 : (layer.kernel / layer.stride) ** 2;
  return RELU_GAIN / Math.sqrt(layer.from * taps);
}

function initial(parameter: Parameter, recipe: Recipe, stream: number): Float32Array {
  const values = new Float32Array(sizeOf(parameter.shape));
  const { centre, deviation } = initialDistribution(parameter, recipe);
  if (deviation === 0) {
    return values.fill(centre);
  }
  return fillNormal(values, recipe.seed, stream).map((value) => centre + deviation * value);
}

/** The state before the first step: random weights, zero moments, and averages equal to their weights. */
export function initialState(recipe: Recipe): Values {
  return completeState(recipe, initialWeights(recipe));
}

/** The discriminator's weights before the first step, for a generator whose discriminator is not at hand. */
export function initialDiscriminator(recipe: Recipe): Values {
  return Object.fromEntries(Object.entries(initialWeights(recipe)).filter(([name]) => name.startsWith('D.')));
}

function initialWeights(recipe: Recipe): Values {
  const parameters = [...generatorParameters(recipe), ...discriminatorParameters(recipe)];
  return Object.fromEntries(
    parameters.map((parameter, i) => [
      parameter.name,
      { shape: parameter.shape, data: initial(parameter, recipe, i) },
    ]),
  );
}

/**
 * Adds to weights what a training needs beside them; entries that exist already are kept.
 * @throws where a weight has another shape
 */
export function completeState(recipe: Recipe, weights: Values): Values {
  const state: Values = { ...weights };
  for (const parameter of [...generatorParameters(recipe), ...discriminatorParameters(recipe)]) {
    const { name, shape } = parameter;
    const own = weights[name];
    if (!own || String(own.shape) !== String(shape)) {
      throw new Error(
        own
          ? `${name} has the shape [${own.shape}]; the recipe needs [${shape}]`
          : `the weights have no ${name}, which the recipe needs`,
      );
    }
    if (name.startsWith('G.')) {
      state[emaName(name)] ??= { shape, data: own.data.slice() };
    }
    if (isStatistic(parameter)) {
      continue;
    }
    if (recipe.beta1 > 0) {
      state[adamMean(name)] ??= { shape, data: new Float32Array(own.data.length) };
    }
    state[adamVariance(name)] ??= { shape, data: new Float32Array(own.data.length) };
  }
  normalizedKernels(recipe).forEach(({ name, shape: [out = 0] }, i) => {
    const data = fillNormal(new Float32Array(out), recipe.seed, SINGULAR_VECTOR_STREAM + i);
    state[singularVector(name)] ??= { shape: [out], data };
  });
  return state;
}
