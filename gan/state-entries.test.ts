import { expect, it } from 'vitest';
import { sizeOf } from '../graph/tensor.ts';
import { fillNormal } from '../latent/seed/seed.ts';
import { initialState } from './initial-state.ts';
import { parseRecipe } from './recipe.ts';
import { stateEntries } from './state-entries.ts';

it.each([
  {},
  { channels: 1, condition: 'projection', classes: '0, 1, 2' },
  { beta1: 0.5 },
  { spectralNorm: true, condition: 'projection', classes: '0, 1, 2' },
  { discriminatorNorm: 'batch', beta1: 0.5 },
])('the list of a state has the initial distribution of every tensor: %j', (more) => {
  const recipe = parseRecipe(
    {
      name: 'tiny',
      resolution: 32,
      latentSize: 8,
      generatorWidth: 8,
      discriminatorWidth: 4,
      discriminatorNorm: 'none',
      beta1: 0,
      ...more,
    },
    'the test',
  );
  const told = stateEntries(recipe).map(({ name, shape, centre, deviation, stream }) => {
    const noise = fillNormal(new Float32Array(sizeOf(shape)), recipe.seed, stream);
    return [name, { shape, data: noise.map((value) => centre + deviation * value) }];
  });
  expect(Object.fromEntries(told)).toEqual(initialState(recipe));
});
