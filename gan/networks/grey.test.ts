import { expect, it } from 'vitest';
import { input, type Values } from '../../graph/tensor.ts';
import { openProgram } from '../../training/runtime/open.ts';
import { testDevice } from '../../training/testing/test-device.ts';
import { initialState } from '../initial-state.ts';
import { parseRecipe, type Recipe } from '../recipe.ts';
import { discriminate } from './discriminator.ts';
import { discriminatorParameters } from './discriminator-parameters.ts';
import { generate, generatorParameters } from './generator.ts';
import { discriminatorInColour, firstChannel, generatorInColour, greyToRgb } from './grey.ts';
import { weightInputs } from './layers.ts';

const N = 3;
const SIDE = 32;

async function draw(recipe: Recipe, weights: Values, z: Values[string]): Promise<Float32Array> {
  const own = weightInputs(generatorParameters(recipe));
  const image = generate(recipe, own, input('z', z.shape), { kind: 'evaluate' });
  const program = await openProgram('draw', { image }, { device: testDevice });
  const drawn = await program.run({ ...weights, z });
  await program.release();
  return drawn.image?.data ?? new Float32Array();
}

async function judge(recipe: Recipe, weights: Values, images: Float32Array): Promise<Float32Array> {
  const own = weightInputs(discriminatorParameters(recipe));
  const shape = [N, recipe.channels, SIDE, SIDE];
  const { logit } = discriminate(recipe, own, input('image', shape), { kind: 'evaluate' });
  const program = await openProgram('judge', { logit }, { device: testDevice });
  const seen = await program.run({ ...weights, image: { shape, data: images } });
  await program.release();
  return seen.logit?.data ?? new Float32Array();
}

it.each(['dcgan', 'skip'])('grey networks are the same in colour, on grey pictures: %s', async (network) => {
  const widths = { generatorWidth: 4, discriminatorWidth: 4, latentSize: 8 };
  const recipe = parseRecipe(
    { name: 'grey', network, resolution: SIDE, channels: 1, discriminatorNorm: 'none', ...widths },
    'grey.toml',
  );
  // Biases start at zero, where an error in them would not show.
  const state = Object.fromEntries(
    Object.entries(initialState(recipe)).map(([name, { shape, data }]) => [
      name,
      { shape, data: name.endsWith('bias') ? data.map((_, i) => 0.1 * (i + 1)) : data },
    ]),
  );
  const z = { shape: [N, 8], data: Float32Array.from({ length: 8 * N }, (_, i) => Math.sin(i)) };
  const grey = await draw(recipe, state, z);
  expect(grey).toHaveLength(N * SIDE * SIDE);

  const { architecture, weights } = generatorInColour(recipe, state);
  const coloured = await draw(architecture, weights, z);
  const expected = greyToRgb(grey, SIDE * SIDE);
  // The order of sums differs with the channels: a unit in the last place or two of numbers below 1.
  expect(Math.max(...coloured.map((value, i) => Math.abs(value - (expected[i] ?? 9))))).toBeLessThan(1e-5);
  expect(firstChannel(expected, SIDE * SIDE)).toEqual(grey);

  const logits = await judge(recipe, state, grey);
  const inColour = await judge(architecture, discriminatorInColour(recipe, state), expected);
  expect(Math.max(...logits.map((value, i) => Math.abs(value - (inColour[i] ?? 9))))).toBeLessThan(1e-5);
});

it('networks of three channels are left as they are', () => {
  const recipe = parseRecipe({ name: 'colour', resolution: 16 }, 'colour.toml');
  const state = initialState(recipe);
  expect(generatorInColour(recipe, state).weights).toBe(state);
  expect(discriminatorInColour(recipe, state)).toBe(state);
});
