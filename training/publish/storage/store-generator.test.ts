import { describe, expect, it } from 'vitest';
import { initialState } from '../../../gan/initial-state.ts';
import { parseRecipe, type Recipe } from '../../../gan/recipe.ts';
import { decodeModel } from '../../../graph/onnx/decode.ts';
import { decodeSafetensors } from '../../../graph/safetensors.ts';
import type { Values } from '../../../graph/tensor.ts';
import { IMPORTED_STORAGE, OWN_STORAGE, storeGenerator } from './store-generator.ts';

function recipeOf(network: Recipe['network']): Recipe {
  return parseRecipe(
    { name: 'tiny', network, resolution: 32, latentSize: 8, generatorWidth: 8, discriminatorWidth: 2 },
    'the test',
  );
}
/** With the contrast of a trained generator: fresh weights draw almost only grey. */
function contrasty(recipe: Recipe, last = 1): Values {
  return Object.fromEntries(
    Object.entries(initialState(recipe)).map(([name, { shape, data }], i) => {
      if (!/^G\..*(weight|bias)$/.test(name)) {
        return [name, { shape, data }];
      }
      const scale = shape.length === 4 ? (name === 'G.9.weight' ? 10 * last : 10) : 1;
      return [
        name,
        {
          shape,
          data: data.map((value, k) => value * scale + (shape.length === 4 ? 0 : 0.1 * ((i + k) % 3))),
        },
      ];
    }),
  );
}
function fileOf({ files }: Awaited<ReturnType<typeof storeGenerator>>): Uint8Array {
  return files.find(({ role }) => role === 'weights')?.content ?? new Uint8Array();
}

describe('a stored generator', () => {
  it('with kernels of zeros is refused, naming them', async () => {
    const recipe = recipeOf('dcgan');
    const weights = contrasty(recipe) as Record<'G.3.weight' | 'G.4.weight', Values[string]> & Values;
    const zeros = ({ shape, data }: Values[string]): Values[string] => ({ shape, data: data.map(() => 0) });
    const choice = { bits: [32], truncation: 1 } as const;
    await expect(
      storeGenerator(recipe, { ...weights, 'G.3.weight': zeros(weights['G.3.weight']) }, choice),
    ).rejects.toThrow('tiny: G.3.weight holds only zeros, so that every picture would be the same');
    await expect(
      storeGenerator(recipe, { ...weights, 'G.4.weight': zeros(weights['G.4.weight']) }, choice),
    ).rejects.toThrow('tiny draws the same picture for every z');
  });

  it.each(['dcgan', 'skip'] as const)(
    'of the network %s draws the same faces as its weights',
    async (network) => {
      const recipe = recipeOf(network);
      const stored = await storeGenerator(recipe, contrasty(recipe), { bits: [32], truncation: 1 });
      expect(stored.fidelity.maxDifference255).toBeLessThanOrEqual(1);
      const names = decodeModel(stored.generator, 'g').graph.nodes.flatMap(({ outputs }) => outputs);
      for (const { name } of stored.layers.slice(0, -1)) {
        expect(names).toContain(name);
      }
      expect(stored.layers.at(-1)).toMatchObject({ activation: 'tanh', shape: [3, 32, 32] });
    },
  );

  it('has a quarter of the bytes of floats in 8 bits, and half of them in 16 bits, where faces are equal within 1/255', async () => {
    const recipe = recipeOf('dcgan');
    const weights = contrasty(recipe);
    const [small, faithful, exact] = await Promise.all(
      [OWN_STORAGE, IMPORTED_STORAGE, [32] as const].map((bits) =>
        storeGenerator(recipe, weights, { bits, truncation: 1 }),
      ),
    );
    if (!small || !faithful || !exact) {
      throw new Error('three were asked for');
    }
    expect([small, faithful, exact].map(({ dtype }) => dtype)).toEqual(['i8', 'f16', 'f32']);
    expect(small.generator.length).toBeLessThan(0.3 * exact.generator.length);
    expect(faithful.generator.length).toBeLessThan(0.55 * exact.generator.length);
    expect(small.fidelity.maxDifference255).toBeGreaterThan(1);
    expect(faithful.fidelity.maxDifference255).toBeLessThanOrEqual(1);
    expect(decodeSafetensors(fileOf(small), 'w').tensors.get('layer0.codes')?.dtype).toBe('I8');
    expect(decodeSafetensors(fileOf(faithful), 'w').tensors.get('layer0.kernel')?.dtype).toBe('F16');
    expect(decodeSafetensors(fileOf(exact), 'w').tensors.get('layer0.kernel')?.shape).toEqual([8, 32, 4, 4]);
  });

  it('with a weight outside the range of half floats is stored in floats', async () => {
    const recipe = recipeOf('dcgan');
    const { dtype, fidelity } = await storeGenerator(recipe, contrasty(recipe, 1e6), {
      bits: IMPORTED_STORAGE,
      truncation: 1,
    });
    expect({ dtype, worst: fidelity.maxDifference255 }).toEqual({ dtype: 'f32', worst: expect.any(Number) });
  });
});
