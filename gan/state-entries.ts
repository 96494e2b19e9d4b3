/** The state of a training as a list: which tensors a checkpoint of the page holds, in which order, and what they start from. */
import { initialDistribution, SINGULAR_VECTOR_STREAM } from './initial-state.ts';
import { isStatistic } from './networks/architecture.ts';
import { discriminatorParameters } from './networks/discriminator-parameters.ts';
import { generatorParameters } from './networks/generator.ts';
import { adamMean, adamVariance } from './objective/adam.ts';
import { singularVector } from './objective/spectral-norm.ts';
import type { Recipe } from './recipe.ts';
import { emaName, normalizedKernels } from './step.ts';

/** A tensor of the state and its initial values: N(centre, deviation²), from a stream of the recipe's seed. */
export type StateEntry = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly centre: number;
  readonly deviation: number;
  readonly stream: number;
};

/** The state of a trainer before its first step, as the parameters of its distributions. */
export function stateEntries(recipe: Recipe): StateEntry[] {
  const zeros = { centre: 0, deviation: 0, stream: 0 };
  const parameters = [...generatorParameters(recipe), ...discriminatorParameters(recipe)];
  const moments = recipe.beta1 > 0 ? [adamMean, adamVariance] : [adamVariance];
  const weights = parameters.flatMap((parameter, stream): StateEntry[] => {
    const { name, shape } = parameter;
    const start = { shape, ...initialDistribution(parameter, recipe), stream };
    return [
      { name, ...start },
      ...(name.startsWith('G.') ? [{ name: emaName(name), ...start }] : []),
      ...(isStatistic(parameter) ? [] : moments.map((moment) => ({ name: moment(name), shape, ...zeros }))),
    ];
  });
  const vectors = normalizedKernels(recipe).map(({ name, shape }, i) => ({
    name: singularVector(name),
    shape: shape.slice(0, 1),
    centre: 0,
    deviation: 1,
    stream: SINGULAR_VECTOR_STREAM + i,
  }));
  return [...weights, ...vectors];
}
