import { expect, it } from 'vitest';
import { initialState } from '../../../gan/initial-state.ts';
import { isStatistic } from '../../../gan/networks/architecture.ts';
import { generatorParameters } from '../../../gan/networks/generator.ts';
import { parseRecipe } from '../../../gan/recipe.ts';
import { averagedGenerator } from '../../trainer/sampler.ts';
import { drawnGenerator } from './calibrate.ts';

it('weights that were imported are drawn from with their own statistics, and trained ones with measured ones', async () => {
  const recipe = parseRecipe({ name: 'small', resolution: 16, generatorWidth: 4, latentSize: 4 }, 'the test');
  const state = initialState(recipe);
  const imported = await drawnGenerator(recipe, { steps: 0, state });
  expect(imported).toEqual(averagedGenerator(recipe, state));
  const trained = await drawnGenerator(recipe, { steps: 1, state });
  for (const parameter of generatorParameters(recipe)) {
    const { name } = parameter;
    expect(trained[name]?.data.every((value, i) => value === imported[name]?.data[i])).toBe(
      !isStatistic(parameter),
    );
  }
});
