/** The generator alone: pictures from the weights of a run. */

import { input, type Values } from '../../graph/tensor.ts';
import { generatorInputSize } from '../networks/condition.ts';
import { generate, generatorParameters } from '../networks/generator.ts';
import { threeTimes } from '../networks/grey.ts';
import type { Recipe } from '../recipe.ts';
import { openProgram } from '../runtime/open.ts';
import type { RunOptions } from '../runtime/program.ts';
import { emaName } from './step.ts';

export type Sampler = {
  /**
   * z: f32 [n, latentSize] → images: f32 [n, 3, side, side] in [−1, 1], for the n that the sampler was opened with. A conditional generator takes classes
   * beside z (`latents.ts`).
   */
  sample(weights: Values, z: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
};

/** Opens a generator for batches of n. */
export async function openSampler(recipe: Recipe, n: number, options: RunOptions = {}): Promise<Sampler> {
  const weights = Object.fromEntries(
    generatorParameters(recipe).map(({ name, shape }) => [name, input(name, shape)]),
  );
  const z = input('z', [n, generatorInputSize(recipe)]);
  const program = await openProgram(
    'generator',
    { image: generate(recipe, weights, z, { kind: 'evaluate' }) },
    options,
  );
  return {
    async sample(values, latents) {
      const { image } = await program.run({ ...values, z: { shape: z.shape, data: latents } });
      if (!image) {
        throw new Error('the generator returned no image');
      }
      return recipe.channels === 1 ? threeTimes(image.data, recipe.resolution ** 2) : image.data;
    },
    release: () => program.release(),
  };
}

/**
 * Pictures of any number of latents, f32 [m, 3, side, side].
 * @param latents f32 [m, …], m ≥ 1
 * @param n that the sampler was opened with; the last of its batches is filled with zeros
 */
export async function sampleAll(
  sampler: Sampler,
  weights: Values,
  latents: Float32Array,
  m: number,
  n: number,
): Promise<Float32Array> {
  const width = latents.length / m;
  let images = new Float32Array();
  for (let start = 0; start < m; start += n) {
    const some = new Float32Array(n * width);
    some.set(latents.subarray(start * width, (start + n) * width));
    const drawn = await sampler.sample(weights, some);
    const size = drawn.length / n;
    if (start === 0) {
      images = new Float32Array(m * size);
    }
    images.set(drawn.subarray(0, Math.min(n, m - start) * size), start * size);
  }
  return images;
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
