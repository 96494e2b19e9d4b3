import { describe, expect, it } from 'vitest';
import { initialState } from '../../gan/initial-state.ts';
import { isStatistic } from '../../gan/networks/architecture.ts';
import { discriminate } from '../../gan/networks/discriminator.ts';
import { discriminatorParameters } from '../../gan/networks/discriminator-parameters.ts';
import { generatorParameters } from '../../gan/networks/generator.ts';
import { parseRecipe } from '../../gan/recipe.ts';
import { METRICS, type Metrics } from '../../gan/step.ts';
import { picturesOfStep } from '../../gan/step-parts.ts';
import { input, type Values } from '../../graph/tensor.ts';
import { fillNormal } from '../../latent/seed/seed.ts';
import { openProgram } from '../runtime/open.ts';
import { testDevice } from '../testing/test-device.ts';
import { openTrainer } from './trainer.ts';

const small = {
  name: 'small',
  resolution: 16,
  latentSize: 6,
  generatorWidth: 4,
  discriminatorWidth: 4,
  batch: 4,
};
const plain = { ...small, discriminatorNorm: 'none' };
const RECIPES: Record<string, object> = {
  'the paper': small,
  'biases where no batch norm follows': { ...small, generatorBias: true, discriminatorBias: true },
  'no batch norm': { ...plain, generatorNorm: 'none', generatorBias: true },
  'least squares': { ...small, loss: 'leastSquares' },
  hinge: { ...plain, loss: 'hinge' },
  'relativistic pairing': { ...plain, loss: 'relativistic' },
  'R1 every step': { ...plain, r1Weight: 1, penaltyEvery: 1 },
  'R1 and R2, lazily': { ...plain, r1Weight: 1, r2Weight: 1, penaltyEvery: 2 },
  'WGAN-GP': { ...plain, loss: 'wasserstein', gpWeight: 10, penaltyEvery: 1 },
  'spectral norm': { ...plain, spectralNorm: true },
  'minibatch deviation': { ...plain, minibatchDeviation: true, r1Weight: 1 },
  DiffAugment: { ...plain, augmentColour: true, augmentTranslation: true, augmentCutout: true },
  'a picture at every size': { ...plain, resolution: 32, network: 'skip', channelLimit: 8 },
  'residual blocks and R1': {
    ...plain,
    resolution: 32,
    network: 'skip',
    channelLimit: 8,
    discriminatorResidual: 16,
    r1Weight: 1,
    penaltyEvery: 1,
  },
  'three updates of D a step': { ...small, discriminatorSteps: 3 },
  'everything at once': {
    ...plain,
    loss: 'relativistic',
    r1Weight: 1,
    r2Weight: 1,
    penaltyEvery: 1,
    spectralNorm: true,
    minibatchDeviation: true,
    augmentColour: true,
    augmentTranslation: true,
    augmentCutout: true,
    beta1: 0,
    discriminatorSteps: 2,
  },
};
/** Losses of differences of logits, which a constant added to all of them does not change. */
const CONSTANT_FREE: readonly string[] = ['relativistic', 'wasserstein'];
const STEPS = 12;

describe('each recipe', () => {
  it.each(Object.entries(RECIPES))(
    '%s: updates every weight, and D learns to tell real from fake',
    async (_, values) => {
      const recipe = parseRecipe({ ...values, discriminatorRate: 2e-3, generatorRate: 1e-5 }, 'test');
      const trainer = await openTrainer(recipe, { device: testDevice });
      // Real pictures that differ from anything a fresh generator makes: bright on the left, dark on the right.
      const real = Float32Array.from(
        { length: picturesOfStep(recipe) * 3 * recipe.resolution ** 2 },
        (_, i) => (i % 16 < 8 ? 0.8 : -0.8),
      );
      const gaps: number[] = [];
      for (let i = 0; i < STEPS; i++) {
        const { metrics } = await trainer.step(real);
        for (const name of METRICS) {
          expect(Number.isFinite(metrics[name]), `${name} of step ${i + 1}`).toBe(true);
        }
        gaps.push(metrics.dReal - metrics.dFakeBefore);
      }
      expect(gaps.at(-1)).toBeGreaterThan(gaps[0] ?? 0);
      const before = initialState(recipe);
      const after = await trainer.state();
      for (const parameter of [...generatorParameters(recipe), ...discriminatorParameters(recipe)]) {
        const { name } = parameter;
        // The last bias cancels out in a loss of paired differences, and batch norm's statistics are not weights.
        if (isStatistic(parameter) || (CONSTANT_FREE.includes(recipe.loss) && name === 'D.5.bias')) {
          continue;
        }
        expect(after[name]?.data, name).not.toEqual(before[name]?.data);
      }
      await trainer.release();
    },
  );
});

it('with labels, D learns to predict them and G to draw the labels that z asks for', async () => {
  const recipe = parseRecipe(
    { ...plain, latentSize: 16, labelWeight: 10, batch: 16, discriminatorRate: 2e-3, generatorRate: 2e-3 },
    'test',
  );
  const attributes = recipe.labelCount;
  // One attribute that a picture can have: how bright it is. z asks for it with its first number.
  const scoresFor = (z: Float32Array, size: number): Float32Array =>
    new Float32Array((z.length / size) * attributes).map((_, i) =>
      i % attributes === 0 ? Math.sign(z[(i / attributes) * size] ?? 0) : 0,
    );
  const trainer = await openTrainer(recipe, { device: testDevice, scoresFor });
  const errors: Metrics[] = [];
  for (let i = 0; i < 60; i++) {
    const scores = scoresFor(fillNormal(new Float32Array(16 * 16), 9, i), 16);
    const real = new Float32Array(16 * 768).map(
      (_, at) => 0.7 * (scores[Math.floor(at / 768) * attributes] ?? 0),
    );
    errors.push((await trainer.step(real, { labels: scores })).metrics);
  }
  // A fifteenth of the error is that of guessing 0 where ±1 is right.
  expect(errors.at(-1)?.errorLabelsReal).toBeLessThan(0.2 / attributes);
  expect(errors.at(-1)?.errorLabelsFake).toBeLessThan(0.5 / attributes);
  await expect(trainer.step(new Float32Array(16 * 768))).rejects.toThrow(
    'a step needs 16×15 scores, got none',
  );
  await trainer.release();
});

function weightOf(state: Values, name: string, i: number): number {
  return state[name]?.data[i] ?? Number.NaN;
}

it('the moving average starts at the weights and follows them', async () => {
  const recipe = parseRecipe({ ...plain, emaDecay: 0.5, emaWarmUp: false }, 'test');
  const trainer = await openTrainer(recipe, { device: testDevice });
  const before = await trainer.state();
  await trainer.step(fillNormal(new Float32Array(4 * 3 * 256), 1, 0));
  const after = await trainer.state();
  const follows = before['G.0.weight']?.data.map(
    (value, i) => (value + weightOf(after, 'G.0.weight', i)) / 2,
  );
  expect(follows?.length).toBeGreaterThan(0);
  follows?.forEach((value, i) => {
    expect(weightOf(after, 'ema.G.0.weight', i)).toBeCloseTo(value, 6);
  });
  await trainer.release();
});

describe('the schedule of a recipe', () => {
  const real = fillNormal(new Float32Array(4 * 3 * 256), 1, 0);
  /** The state before the first step, and after each of three. */
  async function statesOf(values: object): Promise<Values[]> {
    const trainer = await openTrainer(parseRecipe({ ...plain, ...values }, 'test'), {
      device: testDevice,
    });
    const states = [await trainer.state()];
    for (let step = 0; step < 3; step++) {
      await trainer.step(real);
      states.push(await trainer.state());
    }
    await trainer.release();
    return states;
  }
  const dataOf = (state: Values | undefined, name: string): number[] => Array.from(state?.[name]?.data ?? []);
  function movedBy(states: Values[], step: number, name: string): number[] {
    const before = dataOf(states[step - 1], name);
    return dataOf(states[step], name).map((value, i) => value - (before[i] ?? Number.NaN));
  }
  const NAMES = ['G.0.weight', 'D.0.weight'];

  it('lets both rates fall linearly to zero', async () => {
    const [whole, falling] = [await statesOf({}), await statesOf({ decaySteps: 2 })];
    for (const name of NAMES) {
      expect(dataOf(falling[1], name), name).toEqual(dataOf(whole[1], name));
      expect(dataOf(falling[3], name), name).toEqual(dataOf(falling[2], name));
    }
    // From the same state, D takes half the step at half the rate, since its gradient does not depend on the rate.
    const [steps, halves] = [movedBy(whole, 2, 'D.0.weight'), movedBy(falling, 2, 'D.0.weight')];
    expect(Math.max(...steps.map(Math.abs))).toBeGreaterThan(1e-4);
    for (const [i, half] of halves.entries()) {
      expect(half).toBeCloseTo((steps[i] ?? Number.NaN) / 2, 6);
    }
  });

  it('updates only D while G waits', async () => {
    const states = await statesOf({ generatorWaits: 2 });
    const moves = (name: string): boolean[] =>
      [1, 2, 3].map((step) => movedBy(states, step, name).some((it) => it !== 0));
    expect(moves('G.0.weight')).toEqual([false, false, true]);
    expect(moves('ema.G.0.weight')).toEqual([false, false, true]);
    expect(moves('D.0.weight')).toEqual([true, true, true]);
  });
});

it('D is updated in a step as in so many steps in which G stands still', async () => {
  const recipe = parseRecipe({ ...plain, spectralNorm: true, beta1: 0.5 }, 'test');
  const [pictures, latents] = [4 * 3 * 256, 4 * 6];
  const real = fillNormal(new Float32Array(3 * pictures), 1, 0).map(Math.tanh);
  const z = fillNormal(new Float32Array(3 * latents), 1, 1);
  const often = await openTrainer({ ...recipe, discriminatorSteps: 3 }, { device: testDevice });
  await often.step(real, { z });
  const still = await openTrainer({ ...recipe, generatorRate: 0 }, { device: testDevice });
  for (let i = 0; i < 3; i++) {
    await still.step(real.slice(i * pictures, (i + 1) * pictures), {
      z: z.slice(i * latents, (i + 1) * latents),
    });
  }
  const [there, here] = [await still.state(), await often.state()];
  const ofD = Object.keys(there).filter((name) => /^(adam\.[mv]\.)?D\./.test(name));
  expect(ofD.length).toBeGreaterThan(10);
  for (const name of ofD) {
    there[name]?.data.forEach((value, i) => {
      expect(weightOf(here, name, i)).toBeCloseTo(value, 6);
    });
  }
  expect(here['G.0.weight']?.data).not.toEqual(initialState(recipe)['G.0.weight']?.data);
  await often.release();
  await still.release();
});

it('minibatch deviation gives equal pictures another logit than different pictures', async () => {
  const recipe = parseRecipe({ ...plain, minibatchDeviation: true }, 'test');
  const weights = Object.fromEntries(
    discriminatorParameters(recipe).map(({ name, shape }) => [name, input(name, shape)]),
  );
  const { logit: logits } = discriminate(recipe, weights, input('x', [4, 3, 16, 16]), { kind: 'evaluate' });
  const program = await openProgram('judge', { logits }, { device: testDevice });
  const state = initialState(recipe);
  const random = fillNormal(new Float32Array(4 * 3 * 256), 1, 0);
  const repeated = random.map((_, i) => random[i % 768] ?? 0);
  const first = async (data: Float32Array) =>
    (await program.run({ ...state, x: { shape: [4, 3, 16, 16], data } })).logits?.data[0] ?? Number.NaN;
  expect(Math.abs((await first(random)) - (await first(repeated)))).toBeGreaterThan(1e-3);
  await program.release();
});
