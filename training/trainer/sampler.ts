/** The generator alone: pictures from the weights of a run. */

import { generatorInputSize } from '../../gan/networks/condition.ts';
import { generate, generatorParameters } from '../../gan/networks/generator.ts';
import { greyToRgb } from '../../gan/networks/grey.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { emaName } from '../../gan/step.ts';
import { input, type Values } from '../../graph/tensor.ts';
import { openProgram } from '../runtime/open.ts';
import type { RunOptions } from '../runtime/program.ts';

export type Sampler = {
  /**
   * Draws any number of pictures.
   * @param latents f32 [n, latentSize + classes]; `gan/latents.ts` puts classes beside z
   * @returns f32 [n, 3, side, side] in [−1, 1]
   * @throws RangeError where the last latent is not whole
   */
  draw(weights: Values, latents: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
};

/** Opens a generator. @param batch the number of pictures that it draws at once; zeros fill the last batch */
export async function openSampler(recipe: Recipe, batch: number, options: RunOptions = {}): Promise<Sampler> {
  const latentSize = generatorInputSize(recipe);
  const size = 3 * recipe.resolution ** 2;
  const tensors = Object.fromEntries(
    generatorParameters(recipe).map(({ name, shape }) => [name, input(name, shape)]),
  );
  const z = input('z', [batch, latentSize]);
  const program = await openProgram(
    'generator',
    { image: generate(recipe, tensors, z, { kind: 'evaluate' }) },
    options,
  );
  async function drawBatch(values: Values, data: Float32Array): Promise<Float32Array> {
    const { image } = await program.run({ ...values, z: { shape: z.shape, data } });
    if (!image) {
      throw new Error('the generator returned no image');
    }
    return recipe.channels === 1 ? greyToRgb(image.data, recipe.resolution ** 2) : image.data;
  }
  return {
    async draw(weights, latents) {
      const n = latents.length / latentSize;
      if (!Number.isInteger(n)) {
        throw new RangeError(`expected latents of ${latentSize} numbers each, got ${latents.length} numbers`);
      }
      const images = new Float32Array(n * size);
      for (let start = 0; start < n; start += batch) {
        const some = new Float32Array(batch * latentSize);
        some.set(latents.subarray(start * latentSize, (start + batch) * latentSize));
        const drawn = await drawBatch(weights, some);
        images.set(drawn.subarray(0, (n - start) * size), start * size);
      }
      return images;
    },
    release: () => program.release(),
  };
}

/** The EMA generator's weights, under the names that the generator takes them by. */
export function averagedGenerator(recipe: Recipe, state: Values): Values {
  return Object.fromEntries(
    generatorParameters(recipe).map(({ name }) => {
      const value = state[emaName(name)];
      if (!value) {
        throw new Error(`the checkpoint has no ${emaName(name)}`);
      }
      return [name, value];
    }),
  );
}
