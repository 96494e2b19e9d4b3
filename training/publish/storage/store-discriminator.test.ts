import { describe, expect, it } from 'vitest';
import { initialState } from '../../../gan/initial-state.ts';
import { discriminate } from '../../../gan/networks/discriminator.ts';
import { discriminatorParameters } from '../../../gan/networks/discriminator-parameters.ts';
import { generatorParameters } from '../../../gan/networks/generator.ts';
import { greyToRgb } from '../../../gan/networks/grey.ts';
import { weightInputs } from '../../../gan/networks/layers.ts';
import { parseRecipe, type Recipe } from '../../../gan/recipe.ts';
import { normalizedKernels, normalizeKernels } from '../../../gan/step.ts';
import { input, type Tensor, type Values } from '../../../graph/tensor.ts';
import { openDiscriminator } from '../../../kernel/discriminator.ts';
import { fillNormal } from '../../../latent/seed/seed.ts';
import { buildProgram } from '../../onnxruntime/program.ts';
import { storeDiscriminator } from './store-discriminator.ts';

const SIDE = 32;
const CONDITIONAL = { network: 'dcgan', discriminatorNorm: 'none', classCount: 3, conditionName: 'kind' };

function recipeOf(rest: object): Recipe {
  return parseRecipe(
    {
      name: 'tiny',
      resolution: SIDE,
      latentSize: 8,
      generatorWidth: 4,
      discriminatorWidth: 6,
      batch: 4,
      ...rest,
    },
    'the test',
  );
}

/** Weights that all differ from their initial values, statistics and biases too. */
function stirred(recipe: Recipe): Values {
  return Object.fromEntries(
    Object.entries(initialState(recipe)).map(([name, { shape, data }], stream) => {
      const noise = fillNormal(new Float32Array(data.length), 7, stream);
      const isVariance = name.endsWith('running_var');
      const stir = (value: number, by: number): number => value + 0.2 * (isVariance ? Math.abs(by) : by);
      return [name, { shape, data: data.map((value, i) => stir(value, noise[i] ?? 0)) }];
    }),
  );
}

function generatorOf(recipe: Recipe, state: Values): Values {
  return Object.fromEntries(
    generatorParameters(recipe).map(({ name, shape }) => [
      name,
      state[name] ?? { shape, data: new Float32Array() },
    ]),
  );
}

/** The outputs of the training's own graph for one picture, given the deviation of a batch. */
async function judged(recipe: Recipe, state: Values, image: Float32Array, y?: Float32Array) {
  const weights = weightInputs(discriminatorParameters(recipe));
  const vectors = Object.fromEntries(
    normalizedKernels(recipe).map(({ name, shape }) => [`${name}_u`, input(`${name}_u`, shape.slice(0, 1))]),
  );
  const picture = input('image', [1, recipe.channels, SIDE, SIDE]);
  const ofClass = y && input('y', [1, y.length]);
  const { used } = normalizeKernels(recipe, weights, vectors);
  const { logit, grids } = discriminate(recipe, used, picture, { kind: 'evaluate' }, ofClass);
  const outputs: Record<string, Tensor> = { logit };
  for (const [i, grid] of grids.entries()) {
    outputs[`down${i}`] = grid;
  }
  const program = await buildProgram('judge', outputs);
  const seen = await program.run({
    ...state,
    image: { shape: picture.shape, data: image },
    ...(y && { y: { shape: [1, y.length], data: y } }),
  });
  await program.release();
  return seen;
}

describe('a stored discriminator', () => {
  const image = fillNormal(new Float32Array(3 * SIDE * SIDE), 3, 0).map(Math.tanh);

  it.each([
    ['of the paper, with batch norm', { network: 'dcgan', discriminatorNorm: 'batch' }],
    ['with biases, shown the picture at every size', { network: 'skip', discriminatorNorm: 'none' }],
    ['shown the picture, with batch norm', { network: 'skip', discriminatorNorm: 'batch' }],
    ['with spectral norm', { network: 'dcgan', discriminatorNorm: 'none', spectralNorm: true }],
    ['that predicts the class', { ...CONDITIONAL, condition: 'auxiliary' }],
    ['that sees the class beside the picture', { ...CONDITIONAL, condition: 'concat' }],
    ['that sees it at every size', { ...CONDITIONAL, network: 'skip', condition: 'concat' }],
    ['of grey pictures that sees it', { ...CONDITIONAL, channels: 1, condition: 'concat' }],
    ['that projects the class', { ...CONDITIONAL, condition: 'projection', spectralNorm: true }],
  ])('%s has the same output of each layer as in training', async (_, rest) => {
    const recipe = recipeOf(rest);
    const state = stirred(recipe);
    const { discriminator, file } = await storeDiscriminator(recipe, state, generatorOf(recipe, state), 32);
    const { classCount, channels } = recipe;
    const open = openDiscriminator(discriminator, Uint8Array.from(file.content).buffer, SIDE, classCount);
    const y = discriminator.takesClass && Float32Array.of(0, 0.25, 0.75);
    const judge = (of: Float32Array) => open(of, y);
    const shown = channels === 1 ? greyToRgb(image.subarray(0, SIDE ** 2), SIDE ** 2) : image;
    const { logit, evidence, layers } = judge(shown);
    const seen = await judged(recipe, state, shown.subarray(0, channels * SIDE ** 2), y);
    expect(layers.map(({ name }) => name)).toEqual(['down0', 'down1', 'down2']);
    for (const { name, shape, values } of layers) {
      expect([1, ...shape]).toEqual(seen[name]?.shape);
      const wanted = seen[name]?.data ?? new Float32Array();
      const size = Math.max(...wanted.map(Math.abs));
      expect(
        Math.max(...values.map((value, i) => Math.abs(value - (wanted[i] ?? Number.NaN)))) / size,
      ).toBeLessThan(1e-5);
    }
    // The logit is the sum of the evidence and a constant.
    const other = judge(shown.map((value) => -value));
    const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0);
    expect(sum(evidence.values) - sum(other.evidence.values)).toBeCloseTo(logit - other.logit, 3);
    expect(evidence.shape).toEqual([1, 4, 4]);
    const wanted = seen.logit?.data[0] ?? Number.NaN;
    expect(Math.abs(logit - wanted)).toBeLessThan(1e-4 * Math.max(1, Math.abs(wanted)));
  });

  it('has the minibatch deviation of faces as a constant, which it uses for single pictures', async () => {
    const recipe = recipeOf({ discriminatorNorm: 'none', minibatchDeviation: true });
    const state = stirred(recipe);
    const { discriminator, file } = await storeDiscriminator(recipe, state, generatorOf(recipe, state), 32);
    expect(discriminator.deviation).toBeGreaterThan(0);
    const open = (deviation: number) =>
      openDiscriminator({ ...discriminator, deviation }, Uint8Array.from(file.content).buffer, SIDE)(image)
        .logit;
    // The graph gets a single picture, whose deviation is √1e-8, the constant that keeps the derivative finite.
    const { logit } = await judged(recipe, state, image);
    expect(open(1e-4)).toBeCloseTo(logit?.data[0] ?? Number.NaN, 3);
    expect(open(discriminator.deviation ?? 0)).not.toBeCloseTo(open(1e-4), 3);
  });

  it('that takes a class is not evaluated without one, or with one of other classes', async () => {
    const recipe = recipeOf({ ...CONDITIONAL, condition: 'projection' });
    const state = stirred(recipe);
    const { discriminator, file } = await storeDiscriminator(recipe, state, generatorOf(recipe, state), 32);
    const judge = openDiscriminator(discriminator, Uint8Array.from(file.content).buffer, SIDE, 3);
    expect(() => judge(image)).toThrow('takes the class of an image, y of 3 numbers; got none');
    expect(() => judge(image, new Float32Array(2))).toThrow('y of 3 numbers; got 2');
  });

  it('is refused, naming the tensor, where its file does not fit its manifest', async () => {
    const recipe = recipeOf({ discriminatorNorm: 'none' });
    const state = stirred(recipe);
    const { discriminator, file } = await storeDiscriminator(recipe, state, generatorOf(recipe, state), 32);
    const bytes = Uint8Array.from(file.content).buffer;
    const pictured = { ...discriminator, showsPictures: true };
    expect(() => openDiscriminator(pictured, bytes, SIDE)).toThrow(
      /discriminator\.weights has none of down1\.picture/,
    );
    const [first, ...others] = discriminator.layers;
    if (!first) {
      throw new Error('a discriminator has layers');
    }
    const wide = {
      ...discriminator,
      layers: [{ ...first, shape: [7, 16, 16] as [number, number, number] }, ...others],
    };
    expect(() => openDiscriminator(wide, bytes, SIDE)).toThrow(
      /kernel of down0 is \[3,6,4,4\], expected \[3,7,4,4\]/,
    );
  });

  it('in 8 bits has a quarter of the bytes, and nearly the same logits', async () => {
    const recipe = recipeOf({ network: 'skip', discriminatorNorm: 'none', discriminatorWidth: 16 });
    const state = stirred(recipe);
    const generator = generatorOf(recipe, state);
    const [small, whole] = [
      await storeDiscriminator(recipe, state, generator, 8),
      await storeDiscriminator(recipe, state, generator, 32),
    ];
    expect(small.file.dtype).toBe('i8');
    expect(small.file.content.length).toBeLessThan(0.3 * whole.file.content.length);
    const [coarse, fine] = [small, whole].map(
      ({ discriminator, file }) =>
        openDiscriminator(discriminator, Uint8Array.from(file.content).buffer, SIDE)(image).layers,
    );
    // Steps of 1/14 of the root mean square are off by 1/14/√12 = 2 %, and three layers by 3.6 %.
    for (const [i, { values }] of (fine ?? []).entries()) {
      const off = values.map((value, at) => value - (coarse?.[i]?.values[at] ?? Number.NaN));
      expect(Math.hypot(...off) / Math.hypot(...values)).toBeLessThan(0.06);
    }
  });
});
