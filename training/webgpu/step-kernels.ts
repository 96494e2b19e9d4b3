/** The kernels of a training step, as they are run on a GPU. */

import { completeState } from '../../gan/initial-state.ts';
import { discriminatorParameters } from '../../gan/networks/discriminator-parameters.ts';
import { generatorParameters } from '../../gan/networks/generator.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { trainingStep, withoutGradients } from '../../gan/step.ts';
import { layOutState } from '../../graph/compiler/memory.ts';
import { sizeOf } from '../../graph/tensor.ts';
import { type Plan, type PlanOptions, planKernels } from '../../graph/wgsl/plan.ts';

/** One buffer for everything, as a large GPU has it. */
const LARGEST_BUFFER = 2 ** 32;

/**
 * @param penalized whether the step has the gradient penalties
 */
export function planStep(recipe: Recipe, penalized: boolean, options: PlanOptions = {}): Plan {
  const weights = Object.fromEntries(
    [...generatorParameters(recipe), ...discriminatorParameters(recipe)].map(({ name, shape }) => [
      name,
      { shape, data: new Float32Array(sizeOf(shape)) },
    ]),
  );
  const shapes = Object.entries(completeState(recipe, weights)).map(([name, { shape }]) => [name, shape]);
  return planKernels(withoutGradients(trainingStep(recipe, penalized)), {
    state: layOutState(Object.fromEntries(shapes)),
    largestBuffer: LARGEST_BUFFER,
    ...options,
  });
}
