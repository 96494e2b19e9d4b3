import { expect, it } from 'vitest';
import { input, type Values } from '../graph/tensor.ts';
import { fillNormal } from '../latent/seed/seed.ts';
import { openProgram } from '../training/runtime/open.ts';
import { testDevice } from '../training/testing/test-device.ts';
import { openTrainer } from '../training/trainer/trainer.ts';
import { initialState } from './initial-state.ts';
import { inspectedLayers, inspectStep, measureName } from './inspection.ts';
import { judgesByClass } from './networks/condition.ts';
import { discriminate } from './networks/discriminator.ts';
import { discriminatorParameters } from './networks/discriminator-parameters.ts';
import { generatorParameters } from './networks/generator.ts';
import { GAN_LOSSES } from './objective/losses.ts';
import { parseRecipe } from './recipe.ts';
import { stepInputs } from './step-inputs.ts';

const BATCH = 4;
const small = {
  name: 'small',
  resolution: 16,
  latentSize: 6,
  generatorWidth: 4,
  discriminatorWidth: 4,
  batch: BATCH,
};
const RECIPES = {
  'the paper’s': small,
  'penalized, conditional and without first moments': {
    ...small,
    network: 'skip',
    channels: 1,
    discriminatorNorm: 'none',
    beta1: 0,
    r1Weight: 1,
    penaltyEvery: 1,
    condition: 'projection',
    classCount: 3,
    discriminatorResidual: 8,
  },
};
/** What rounding may change: an inspection and the step compute the same numbers, perhaps in another order. */
const ROUNDING = 1e-4;

it.each(Object.entries(RECIPES))('%s: an inspection shows what the next step computes', async (_, values) => {
  const recipe = parseRecipe(values, 'test');
  const classes = [0, 1, 2, 1];
  const pixels = BATCH * 3 * recipe.resolution ** 2;
  const real = (step: number) => fillNormal(new Float32Array(pixels), 5, step).map((x) => Math.tanh(x));
  const trainer = await openTrainer(recipe, { device: testDevice, gradients: true });
  await trainer.step(real(0), { classes });
  await trainer.step(real(1), { classes });
  const before = await trainer.state();

  const inspection = await openProgram('inspection', inspectStep(recipe, true), { device: testDevice });
  const inputs = stepInputs(recipe, trainer.steps, real(2), { classes });
  const seen = await inspection.run({ ...before, ...inputs });
  await inspection.release();
  const one = (name: string): number => seen[name]?.data[0] ?? Number.NaN;

  const { metrics, gradients } = await trainer.step(real(2), { classes });
  const after = await trainer.state();
  await trainer.release();
  for (const name of ['lossDReal', 'lossDFake', 'lossG'] as const) {
    expect(one(name), name).toBeCloseTo(metrics[name], 4);
  }
  const mean = (name: string): number =>
    Array.from(seen[name]?.data ?? []).reduce((sum, x) => sum + 1 / (1 + Math.exp(-x)), 0) / BATCH;
  expect(mean('onReal')).toBeCloseTo(metrics.dReal, 4);
  expect(mean('onFake')).toBeCloseTo(metrics.dFakeBefore, 4);
  expect(mean('onFakeAgain')).toBeCloseTo(metrics.dFakeAfter, 4);

  const layers = inspectedLayers(recipe);
  const trained = [...generatorParameters(recipe), ...discriminatorParameters(recipe)].filter(
    ({ role }) => role !== 'mean' && role !== 'variance',
  );
  expect(layers.flatMap(({ parameters }) => parameters.map(({ name }) => name))).toEqual(
    trained.map(({ name }) => name),
  );
  for (const { name, parameters } of layers) {
    const norm = (value: (name: string, i: number) => number): number =>
      Math.hypot(
        ...parameters.flatMap((each) =>
          Array.from(before[each.name]?.data ?? [], (_, i) => value(each.name, i)),
        ),
      );
    const of = (all: Values, key: string, i: number): number => all[key]?.data[i] ?? Number.NaN;
    const weight = norm((key, i) => of(before, key, i));
    const expected = {
      weight,
      gradient: norm((key, i) => of(gradients, key, i)),
      update: norm((key, i) => of(after, key, i) - of(before, key, i)) / weight,
    };
    for (const [measure, value] of Object.entries(expected)) {
      const shown = one(measureName(measure as keyof typeof expected, name));
      expect(Math.abs(shown - value), `${measure} of ${name}`).toBeLessThan(ROUNDING * value + 1e-9);
    }
  }

  // G's loss as a function of pictures alone, by the D that the step has updated: `fake` is where it is `lossG`, and `slope` its derivative there.
  const shape = seen.fake?.shape ?? [];
  const pictures = input('pictures', shape);
  const weights = Object.fromEntries(
    discriminatorParameters(recipe).map((each) => [each.name, input(each.name, each.shape)]),
  );
  const y = judgesByClass(recipe) ? input('class.fake', [BATCH, recipe.classCount]) : undefined;
  const { logit } = discriminate(recipe, weights, pictures, { kind: 'train', updated: {} }, y);
  const loss = GAN_LOSSES[recipe.loss].generator(logit, () => logit);
  const judge = await openProgram('judge', { loss }, { device: testDevice });
  const fake = seen.fake?.data ?? new Float32Array();
  const slope = seen.slope?.data ?? new Float32Array();
  const lossAt = async (data: Float32Array): Promise<number> =>
    (await judge.run({ ...after, ...inputs, pictures: { shape, data } })).loss?.data[0] ?? Number.NaN;
  expect(await lossAt(fake)).toBeCloseTo(metrics.lossG, 4);
  // Along the slope itself, where the difference is largest beside the rounding of a 32-bit loss: some 1e-7 / (h · length), a thousandth. Where a
  // Leaky ReLU changes its slope within h, the difference is off in proportion to h.
  const length = Math.hypot(...slope);
  const h = 0.01;
  const moved = (by: number): Float32Array => fake.map((x, i) => x + (by * (slope[i] ?? 0)) / length);
  const numeric = ((await lossAt(moved(h))) - (await lossAt(moved(-h)))) / (2 * h);
  await judge.release();
  expect(length).toBeGreaterThan(1e-2);
  expect(Math.abs(numeric - length) / length).toBeLessThan(0.01);
});

it('an inspection of a fresh state is finite in every number', async () => {
  const recipe = parseRecipe(RECIPES['penalized, conditional and without first moments'], 'test');
  const inspection = await openProgram('inspection', inspectStep(recipe, true), { device: testDevice });
  const real = new Float32Array(BATCH * 3 * recipe.resolution ** 2).fill(0.5);
  const inputs = stepInputs(recipe, 0, real, { classes: [0, 0, 1, 2] });
  const seen = await inspection.run({ ...initialState(recipe), ...inputs });
  await inspection.release();
  for (const [name, { data }] of Object.entries(seen)) {
    expect(data.every(Number.isFinite), name).toBe(true);
  }
});
