import { describe, expect, it } from 'vitest';
import { initialState } from '../../gan/initial-state.ts';
import { discriminatorParameters } from '../../gan/networks/discriminator-parameters.ts';
import { generate, generatorParameters } from '../../gan/networks/generator.ts';
import { parseRecipe, type Recipe } from '../../gan/recipe.ts';
import { input, type Values } from '../../graph/tensor.ts';
import { kernelNames } from '../../kernel/discriminator.ts';
import { readWeights } from '../../kernel/weights.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import { buildProgram } from '../onnxruntime/program.ts';
import { storeDiscriminator } from '../publish/storage/store-discriminator.ts';
import { storeGenerator } from '../publish/storage/store-generator.ts';
import { openSampler } from '../trainer/sampler.ts';
import { type StoredLayers, unfoldDiscriminator, unfoldGenerator } from './unfold-batch-norm.ts';

const FACES = 256;
function recipeOf(network: Recipe['network'], condition: Recipe['condition'] = 'none'): Recipe {
  return parseRecipe(
    {
      name: 'tiny',
      network,
      resolution: 32,
      latentSize: 16,
      generatorWidth: 8,
      discriminatorWidth: 6,
      discriminatorNorm: 'none',
      minibatchDeviation: true,
      labelWeight: 1,
      ...(condition === 'none' ? {} : { condition, conditionName: 'kind', classCount: 3 }),
      batch: 4,
    },
    'the test',
  );
}

/** Weights that all differ from their initial values, statistics and biases too. */
function stirred(recipe: Recipe): Values {
  return Object.fromEntries(
    Object.entries(initialState(recipe)).map(([name, { shape, data }], stream) => {
      const noise = fillNormal(new Float32Array(data.length), 7, stream);
      const [size, by] = shape.length === 4 ? [5, 0] : [1, 0.2];
      const stir = (value: number, other: number): number =>
        size * value + by * (name.endsWith('running_var') ? Math.abs(other) : other);
      return [name, { shape, data: data.map((value, i) => stir(value, noise[i] ?? 0)) }];
    }),
  );
}

function layersOf(content: Uint8Array, names: readonly string[]): StoredLayers {
  return readWeights(Uint8Array.from(content).buffer, names);
}

describe.each(['dcgan', 'skip'] as const)('of a published model of the network %s', (network) => {
  const recipe = recipeOf(network);
  const state = stirred(recipe);

  it('the generator has batch norm again, and draws the same faces', async () => {
    const generator = Object.fromEntries(
      generatorParameters(recipe).map(({ name }) => [name, state[name]]),
    ) as Values;
    const { layers, files } = await storeGenerator(recipe, generator, { bits: [32], truncation: 1 });
    const content = files.find(({ name }) => name === 'generator.weights')?.content ?? new Uint8Array();
    const unfolded = await unfoldGenerator(
      recipe,
      layersOf(
        content,
        layers.map(({ name }) => name),
      ),
    );
    expect(Object.keys(unfolded).sort()).toEqual(Object.keys(generator).sort());
    for (const { name, shape } of generatorParameters(recipe)) {
      expect(unfolded[name]?.shape, name).toEqual(shape);
    }

    const sampler = await openSampler(recipe, FACES);
    const z = fillNormal(new Float32Array(FACES * recipe.latentSize), 3, 0);
    const [wanted, drawn] = [await sampler.draw(generator, z), await sampler.draw(unfolded, z)];
    await sampler.release();
    expect(wanted.reduce((a, b) => Math.max(a, b)) - wanted.reduce((a, b) => Math.min(a, b))).toBeGreaterThan(
      0.5,
    );
    const off = (faces: Float32Array): number[] =>
      Array.from(faces, (value, i) => Math.abs(value - (wanted[i] ?? Number.NaN)));
    expect(off(drawn).reduce((a, b) => Math.max(a, b))).toBeLessThan(1e-3);

    // Training normalizes by the batch, whose deviations are within 1/√(2 · 256 · 16) of all faces' at the smallest grid.
    const weights = Object.fromEntries(
      Object.entries(unfolded).map(([name, it]) => [name, input(name, it.shape)]),
    );
    const latents = input('z', [FACES, recipe.latentSize]);
    const image = generate(recipe, weights, latents, { kind: 'train', updated: {} });
    const training = await buildProgram('training', { image });
    const trained = await training.run({ ...unfolded, z: { shape: latents.shape, data: z } });
    await training.release();
    const offs = off(trained.image?.data ?? new Float32Array());
    expect(offs.reduce((sum, value) => sum + value, 0) / offs.length).toBeLessThan(0.02);
  });

  it.each(['none', 'concat', 'auxiliary', 'projection'] as const)(
    'the discriminator of the condition %s has its weights again, except for its heads',
    async (condition) => {
      const conditional = recipeOf(network, condition);
      const weights = stirred(conditional);
      const { discriminator, file } = await storeDiscriminator(conditional, weights, weights, 32);
      const unfolded = unfoldDiscriminator(conditional, layersOf(file.content, kernelNames(discriminator)));
      for (const { name, shape } of discriminatorParameters(conditional)) {
        if (/^D\.(labels|classes)/.test(name)) {
          expect(unfolded[name]).toBeUndefined();
        } else {
          expect(unfolded[name], name).toEqual({ shape, data: weights[name]?.data });
        }
      }
    },
  );
});
