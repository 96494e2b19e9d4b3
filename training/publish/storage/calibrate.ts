/** Batch norm's running statistics for the EMA generator, whose averaged weights have none of their own. */
import type { Checkpoint } from '../../../gan/checkpoint-file.ts';
import { askedFrequencies, withStratifiedClasses } from '../../../gan/latents.ts';
import { isStatistic } from '../../../gan/networks/architecture.ts';
import { generatorInputSize } from '../../../gan/networks/condition.ts';
import { generate, generatorParameters } from '../../../gan/networks/generator.ts';
import { BATCH_NORM, weightInputs } from '../../../gan/networks/layers.ts';
import type { Recipe } from '../../../gan/recipe.ts';
import { nextName } from '../../../graph/state.ts';
import { input, type Tensor, type Values } from '../../../graph/tensor.ts';
import { fillNormal } from '../../../latent/seed/seed.ts';
import { buildProgram } from '../../onnxruntime/program.ts';
import { averagedGenerator } from '../../trainer/sampler.ts';

const FACES = 256;
const ROUNDS = 16;
/** A stream of the recipe's seed that training does not use. */
const STREAM = 2 ** 32 - 1 - ROUNDS;

/**
 * The generator's weights with running means and variances measured on 4,096 fresh latents ("standing statistics",
 * Brock et al., 2019), as each layer sees them when all layers before it normalize by batch, as in training. Without batch norm
 * they are the same weights.
 * @param frequencies of the classes that a conditional generator is asked for
 */
export async function calibrate(
  recipe: Recipe,
  weights: Values,
  frequencies = askedFrequencies(recipe, undefined),
): Promise<Values> {
  const parameters = generatorParameters(recipe);
  const statistics = parameters.filter(isStatistic);
  if (statistics.length === 0) {
    return weights;
  }
  const tensors = weightInputs(parameters);
  const updated: Record<string, Tensor> = {};
  const shape = [FACES, generatorInputSize(recipe)];
  generate(recipe, tensors, input('z', shape), { kind: 'train', updated });
  const outputs = Object.fromEntries(
    Object.entries(updated).map(([name, tensor]) => [nextName(name), tensor]),
  );
  const program = await buildProgram('calibrate', outputs);

  // Starting from zeros, one update gives momentum times the statistics of the batch.
  const empty = Object.fromEntries(
    statistics.map(({ name, shape }) => [name, { shape, data: new Float32Array(shape[0] ?? 0) }]),
  );
  const totals = Object.fromEntries(
    statistics.map(({ name, shape }) => [name, new Float64Array(shape[0] ?? 0)]),
  );
  for (let round = 0; round < ROUNDS; round++) {
    const z = fillNormal(new Float32Array(FACES * recipe.latentSize), recipe.seed, STREAM + round);
    const data = withStratifiedClasses(recipe, z, frequencies);
    const seen = await program.run({ ...weights, ...empty, z: { shape, data } });
    for (const [name, total] of Object.entries(totals)) {
      seen[nextName(name)]?.data.forEach((value, i) => {
        total[i] = (total[i] ?? 0) + value / BATCH_NORM.momentum / ROUNDS;
      });
    }
  }
  await program.release();
  return {
    ...weights,
    ...Object.fromEntries(
      statistics.map(({ name, shape }) => [name, { shape, data: Float32Array.from(totals[name] ?? []) }]),
    ),
  };
}

/**
 * The EMA generator of a checkpoint, as it is drawn from. Imported weights that were not trained further are their own average, so that their own
 * statistics are valid.
 * @param frequencies as `calibrate` takes them
 */
export async function drawnGenerator(
  recipe: Recipe,
  { steps, state }: Pick<Checkpoint, 'steps' | 'state'>,
  frequencies?: readonly number[],
): Promise<Values> {
  const averaged = averagedGenerator(recipe, state);
  return steps > 0 ? await calibrate(recipe, averaged, frequencies) : averaged;
}
