/** The initial state of a training: random or given weights, with the moments and averages that training needs. */

import { sizeOf, type Values } from '../../graph/tensor.ts';
import { fillNormal } from '../../latent/seed.ts';
import { isStatistic, type Parameter } from '../networks/architecture.ts';
import { discriminatorParameters } from '../networks/discriminator.ts';
import { generatorParameters } from '../networks/generator.ts';
import { adamMean, adamVariance } from '../objective/adam.ts';
import { singularVector } from '../objective/spectral-norm.ts';
import type { Recipe } from '../recipe.ts';
import { emaName, normalizedKernels } from './step.ts';

/** DCGAN's initialization: kernels from N(0, 0.02²), scales from N(1, 0.02²). */
const PAPER_DEVIATION = 0.02;
/** Keeps the variance of activations through a Leaky ReLU of slope 0.2 (He et al., 2015). */
export const HE_GAIN = Math.sqrt(2 / (1 + 0.2 ** 2));
/** Streams of the recipe's seed: a weight's stream is its index among the parameters; those of singular vectors come after. */
const SINGULAR_VECTOR_STREAM = 2 ** 15;

/** A weight's initial distribution, N(centre, deviation²). */
export function initialDistribution(
  { name, shape, role }: Parameter,
  { discriminatorNorm }: Pick<Recipe, 'discriminatorNorm'>,
): { centre: number; deviation: number } {
  if (role === 'bias' || role === 'mean' || role === 'zeroKernel') {
    return { centre: 0, deviation: 0 };
  }
  if (role === 'variance') {
    return { centre: 1, deviation: 0 };
  }
  const plain = name.startsWith('D.') && discriminatorNorm === 'none';
  const deviation = plain ? HE_GAIN / Math.sqrt(sizeOf(shape.slice(1))) : PAPER_DEVIATION;
  return { centre: role === 'scale' ? 1 : 0, deviation };
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
